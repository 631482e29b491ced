import type { IConfigMap } from 'kubernetes-models/v1/ConfigMap'
import { configMap } from '../../kubernetes/config-map.ts'
import type { Naming } from '../../kubernetes/naming.ts'
import { certificateDirectory, hasTls } from '../store/index.ts'
import { choose } from '../../template/node/expression.ts'
import type { Block } from '../../template/node/node.ts'
import { scope } from '../../template/node/scope.ts'
import { block, when } from '../../template/node/structure.ts'
import type { Expr, Templated } from '../../template/node/templated.ts'
import type { KafkaValues } from './values.ts'
import { administrator, nodeUser } from './contract.ts'
import { isCluster, usualCopies } from './copies.ts'
import { loginModules } from './login.ts'
import { dataDirectory, runDirectory } from './paths.ts'
import { inSync, start } from './start.ts'

const { each } = scope<KafkaValues>()

/** The settings of server.properties that the chart itself writes, so that `extraConfig` may not. */
export const ownSettings = [
  'advertised.listeners',
  'allow.everyone.if.no.acl.found',
  'authorizer.class.name',
  'auto.create.topics.enable',
  'controller.listener.names',
  'controller.quorum.auto.join.enable',
  'controller.quorum.bootstrap.servers',
  'controller.quorum.voters',
  'default.replication.factor',
  'inter.broker.listener.name',
  'listener.name.clients.sasl.enabled.mechanisms',
  'listener.name.clients.scram-sha-512.sasl.jaas.config',
  'listener.name.controllers.plain.sasl.jaas.config',
  'listener.name.controllers.sasl.enabled.mechanisms',
  'listener.name.nodes.plain.sasl.jaas.config',
  'listener.name.nodes.sasl.enabled.mechanisms',
  'listener.security.protocol.map',
  'listeners',
  'log.dirs',
  'node.id',
  'offsets.topic.replication.factor',
  'process.roles',
  'sasl.mechanism.controller.protocol',
  'sasl.mechanism.inter.broker.protocol',
  'share.coordinator.state.topic.min.isr',
  'share.coordinator.state.topic.replication.factor',
  'ssl.keystore.location',
  'ssl.keystore.type',
  'ssl.truststore.location',
  'ssl.truststore.type',
  'super.users',
  'transaction.state.log.min.isr',
  'transaction.state.log.replication.factor',
] as const

/** The configuration of the nodes, and the scripts that start and ask them. */
export function configuration(store: string, names: Naming): Templated<IConfigMap> {
  return configMap(names, {
    'server.properties': settings(store),
    'log4j2.yaml': logging,
    'start.sh': start(store, names),
    'in-sync.sh': inSync(names),
  })
}

/** How the nodes speak on all their listeners. */
export const securityProtocol = (store: string): Expr<string> =>
  choose(hasTls(store), 'SASL_SSL', 'SASL_PLAINTEXT')

/**
 * There is no `min.insync.replicas`: since 4.1 a cluster keeps it in its metadata, where a broker's own
 * says nothing, so that each topic has one of its own.
 */
function settings(store: string): Block {
  const protocol = securityProtocol(store)
  const fewest = choose(isCluster, 2, 1)
  const extra = each('extraConfig', (setting: Expr<string>, name) => block`${name}=${setting}`)
  return block`
    # Roles, addresses and passwords are added at the start of each node.
    # The volume may have a directory lost+found, which is no topic
    log.dirs=${dataDirectory}/log

    # Listeners
    listener.security.protocol.map=CLIENTS:${protocol},NODES:${protocol},CONTROLLERS:${protocol}
    inter.broker.listener.name=NODES
    controller.listener.names=CONTROLLERS
    ${when(hasTls(store), tls)}

    # Who may log in
    listener.name.clients.sasl.enabled.mechanisms=SCRAM-SHA-512
    listener.name.clients.scram-sha-512.sasl.jaas.config=${loginModules.scram} required;
    listener.name.nodes.sasl.enabled.mechanisms=PLAIN
    sasl.mechanism.inter.broker.protocol=PLAIN
    listener.name.controllers.sasl.enabled.mechanisms=PLAIN
    sasl.mechanism.controller.protocol=PLAIN

    # Who may do what
    authorizer.class.name=org.apache.kafka.metadata.authorizer.StandardAuthorizer
    allow.everyone.if.no.acl.found=false
    super.users=User:${nodeUser};User:${administrator}

    # Topics
    auto.create.topics.enable=false
    default.replication.factor=${usualCopies}
    offsets.topic.replication.factor=${usualCopies}
    transaction.state.log.replication.factor=${usualCopies}
    transaction.state.log.min.isr=${fewest}
    share.coordinator.state.topic.replication.factor=${usualCopies}
    share.coordinator.state.topic.min.isr=${fewest}
    ${extra}
  `
}

/** Where a node has its key and its certificate in one file, as Kafka wants them. */
const tls = block`
  ssl.keystore.type=PEM
  ssl.keystore.location=${runDirectory}/node.pem
  ssl.truststore.type=PEM
  ssl.truststore.location=${certificateDirectory}/ca.crt
`

/** To standard output alone; the configuration of the image also writes files. */
const logging = block`
  Configuration:
    Appenders:
      Console:
        name: stdout
        PatternLayout:
          pattern: "[%d] %p %m (%c)%n"
    Loggers:
      Root:
        level: INFO
        AppenderRef:
          - ref: stdout
`
