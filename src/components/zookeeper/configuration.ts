import type { IConfigMap } from 'kubernetes-models/v1/ConfigMap'
import { configMap } from '../../kubernetes/config-map.ts'
import type { Naming } from '../../kubernetes/naming.ts'
import { memberHost } from '../../kubernetes/network/services.ts'
import type { ComponentContext } from '../../platform/component.ts'
import { add, gt, raw } from '../../template/node/expression.ts'
import type { Block } from '../../template/node/node.ts'
import { scope } from '../../template/node/scope.ts'
import { block, each as forEach, joinBlocks, when } from '../../template/node/structure.ts'
import type { Expr, Templated } from '../../template/node/templated.ts'
import type { ZooKeeperValues } from './values.ts'
import { administrator, metricsPort, ports } from './contract.ts'
import { dataDirectory } from './paths.ts'
import { start } from './start.ts'

const { value, each } = scope<ZooKeeperValues>()

/** The settings of zoo.cfg that the chart itself writes, so that `extraConfig` may not. */
export const ownSettings = [
  '4lw.commands.whitelist',
  'admin.enableServer',
  'authProvider.sasl',
  'autopurge.purgeInterval',
  'autopurge.snapRetainCount',
  'clientPort',
  'dataDir',
  'dataLogDir',
  'enforce.auth.enabled',
  'enforce.auth.schemes',
  'fips-mode',
  'initLimit',
  'metricsProvider.className',
  'metricsProvider.exportJvmInfo',
  'metricsProvider.httpPort',
  'quorum.auth.enableSasl',
  'quorum.auth.learner.saslLoginContext',
  'quorum.auth.learnerRequireSasl',
  'quorum.auth.server.saslLoginContext',
  'quorum.auth.serverRequireSasl',
  'reconfigEnabled',
  'superUser',
  'syncLimit',
  'tickTime',
] as const

/** The configuration of the servers, and the script that starts them. */
export function configuration(
  context: ComponentContext,
  names: Naming,
  metrics: boolean,
): Templated<IConfigMap> {
  return configMap(names, {
    'zoo.cfg': settings(names, metrics),
    'logback.xml': logging,
    'start.sh': start(context, names),
  })
}

/** Whether there is more than one server. */
const isEnsemble: Expr<boolean> = gt(value('replicas'), 1)

/** The ordinals of the StatefulSet's pods. */
const ordinals = raw<readonly number[]>('any', (replicas: number) => [
  ...Array.from({ length: replicas }).keys(),
])`until (int ${value('replicas')})`

function settings(names: Naming, metrics: boolean): Block {
  const members = forEach(
    ordinals,
    (ordinal: Expr<number>) =>
      block`server.${add(ordinal, 1)}=${memberHost(names, ordinal)}:${ports.quorum}:${ports.election}`,
  )
  const amongServers = block`

    # The servers, who show each other a password, too
    reconfigEnabled=false
    quorum.auth.enableSasl=true
    quorum.auth.learnerRequireSasl=true
    quorum.auth.serverRequireSasl=true
    quorum.auth.learner.saslLoginContext=QuorumLearner
    quorum.auth.server.saslLoginContext=QuorumServer
    ${members}
  `
  const extra = each('extraConfig', (setting: Expr<string>, name) => block`${name}=${setting}`)
  return block`
    tickTime=2000
    initLimit=30
    syncLimit=5
    clientPort=${ports.clients}
    4lw.commands.whitelist=ruok,srvr
    admin.enableServer=false

    # The volume may have a directory lost+found
    dataDir=${dataDirectory}/snapshots
    dataLogDir=${dataDirectory}/log
    autopurge.snapRetainCount=3
    autopurge.purgeInterval=1

    # Nobody does anything without a password. In FIPS mode, the default, there is no DIGEST-MD5
    fips-mode=false
    authProvider.sasl=org.apache.zookeeper.server.auth.SASLAuthenticationProvider
    enforce.auth.enabled=true
    enforce.auth.schemes=sasl
    superUser=${administrator}
    ${metrics ? ownMetrics : joinBlocks()}
    ${when(isEnsemble, amongServers)}
    ${extra}
  `
}

/** By a provider of its own, over HTTP and at all addresses: network policies say who may ask. */
const ownMetrics = block`

  # Metrics
  metricsProvider.className=org.apache.zookeeper.metrics.prometheus.PrometheusMetricsProvider
  metricsProvider.httpPort=${metricsPort}
  metricsProvider.exportJvmInfo=true
`

/** To standard output alone. */
const logging = block`
  <configuration>
    <appender name="stdout" class="ch.qos.logback.core.ConsoleAppender">
      <encoder><pattern>%d{ISO8601} %p %m %ex%n</pattern></encoder>
    </appender>
    <root level="INFO"><appender-ref ref="stdout"/></root>
  </configuration>
`
