import type { IConfigMap } from 'kubernetes-models/v1/ConfigMap'
import { configMap } from '../../kubernetes/config-map.ts'
import type { Naming } from '../../kubernetes/naming.ts'
import { certificateDirectory, hasTls } from '../store/index.ts'
import { headlessName } from '../../kubernetes/network/services.ts'
import { gt, raw, text } from '../../template/node/expression.ts'
import type { Block } from '../../template/node/node.ts'
import { scope } from '../../template/node/scope.ts'
import { block, each as forEach, when as whenever } from '../../template/node/structure.ts'
import type { Expr, Templated } from '../../template/node/templated.ts'
import type { RabbitMQValues } from './values.ts'
import { ports } from './contract.ts'

const { value, each } = scope<RabbitMQValues>()

/** Where the ConfigMap of the broker is mounted: RabbitMQ looks for its files there. */
export const configDirectory = '/etc/rabbitmq'

/** Where the broker's Secret is mounted. */
export const secretDirectory = '/run/secrets/rabbitmq'

/** Home of the user, and root of the volume. */
export const dataDirectory = '/var/lib/rabbitmq'

/** The settings of rabbitmq.conf that the chart itself writes, so that `extraConfig` may not. */
export const ownSettings = [
  'cluster_formation.discovery_retry_limit',
  'cluster_formation.peer_discovery_backend',
  'cluster_name',
  'default_queue_type',
  'disk_free_limit.absolute',
  'listeners.ssl.default',
  'listeners.tcp',
  'listeners.tcp.default',
  'management.tcp.port',
  'prometheus.tcp.port',
  'queue_leader_locator',
  'ssl_options.cacertfile',
  'ssl_options.certfile',
  'ssl_options.fail_if_no_peer_cert',
  'ssl_options.keyfile',
  'ssl_options.verify',
  'vm_memory_high_watermark.relative',
] as const

/** The plugins that the chart itself enables, so that `extraPlugins` may not. */
export const ownPlugins = ['rabbitmq_management', 'rabbitmq_prometheus'] as const

/** The configuration of the broker, and the scripts that start and stop it. */
export function configuration(store: string, names: Naming): Templated<IConfigMap> {
  return configMap(names, {
    'rabbitmq.conf': settings(store, names),
    enabled_plugins: enabledPlugins,
    'start.sh': start,
    'pre-stop.sh': preStop,
  })
}

/** Name of a node, which it keeps for life. Without a namespace, its volume may move to another one. */
export function nodeName(names: Naming, ordinal: Expr<number> | number): Expr<string> {
  return text`rabbit@${names.fullname}-${ordinal}.${headlessName(names)}`
}

/** The ordinals of the StatefulSet's pods. */
const ordinals = raw<readonly number[]>('any', (replicas: number) => [
  ...Array.from({ length: replicas }).keys(),
])`until (int ${value('replicas')})`

/**
 * There is no setting for partitions: since version 4.3 the metadata of the cluster are in Khepri,
 * where only a majority can write.
 */
function settings(store: string, names: Naming): Block {
  const nodes = forEach(
    ordinals,
    (ordinal: Expr<number>) =>
      block`cluster_formation.classic_config.nodes.${ordinal} = ${nodeName(names, ordinal)}`,
  )
  const extra = each('extraConfig', (setting: Expr<string>, name) => block`${name} = ${setting}`)
  return block`
    cluster_name = ${names.fullname}

    # A node without data waits for another one, so that two never form a cluster each
    cluster_formation.peer_discovery_backend = classic_config
    cluster_formation.discovery_retry_limit = unlimited
    ${nodes}
    ${whenever(hasTls(store), tls)}

    # Queues
    default_queue_type = ${value('config.default_queue_type')}
    queue_leader_locator = balanced

    # Alarms
    disk_free_limit.absolute = ${value('config.disk_free_limit')}
    vm_memory_high_watermark.relative = ${value('config.vm_memory_high_watermark')}
    ${extra}
  `
}

/** The port stays; clients show a password, not a certificate. */
const tls = block`

  # TLS
  listeners.tcp = none
  listeners.ssl.default = ${ports.amqp}
  ssl_options.cacertfile = ${certificateDirectory}/ca.crt
  ssl_options.certfile = ${certificateDirectory}/tls.crt
  ssl_options.keyfile = ${certificateDirectory}/tls.key
  ssl_options.verify = verify_none
  ssl_options.fail_if_no_peer_cert = false
`

const extraPlugins = each(
  'extraPlugins',
  (on, name) => block`
    ${whenever(on, block`${name},`)}
  `,
)

const enabledPlugins = block`
  [
    rabbitmq_management,
    ${extraPlugins}
    rabbitmq_prometheus
  ].
`

/** It takes the place of the image's entrypoint, which writes the password to a file below /etc. */
const start = block`
  #!/bin/bash
  # Gives the node its cookie, which nobody else may read, waits for its name to resolve, and becomes
  # the server.
  set -euo pipefail

  install --mode=0400 ${secretDirectory}/erlang-cookie ${dataDirectory}/.erlang.cookie
  until getent hosts "\${RABBITMQ_NODENAME#*@}" >/dev/null; do sleep 1; done
  RABBITMQ_DEFAULT_PASS="$(cat ${secretDirectory}/password)"
  export RABBITMQ_DEFAULT_PASS
  exec rabbitmq-server
`

const awaitQuorum = block`
  rabbitmq-upgrade --quiet --timeout ${value('quorumWaitSeconds')} await_online_quorum_plus_one || true
`

const preStop = block`
  #!/bin/bash
  # Leaves in order: once no queue needs this node for its quorum, clients and leaders move away.
  ${whenever(gt(value('replicas'), 1), awaitQuorum)}
  rabbitmq-upgrade --quiet drain
`
