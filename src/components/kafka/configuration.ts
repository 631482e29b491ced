import type { IConfigMap } from 'kubernetes-models/v1/ConfigMap'
import { configMap } from '../../kubernetes/config-map.ts'
import type { Naming } from '../../kubernetes/naming.ts'
import { certificateDirectory, hasTls } from '../store/index.ts'
import { choose, text } from '../../template/node/expression.ts'
import type { Block } from '../../template/node/node.ts'
import { scope } from '../../template/node/scope.ts'
import { block, joinBlocks, when } from '../../template/node/structure.ts'
import type { Expr, Templated } from '../../template/node/templated.ts'
import type { KafkaValues } from './values.ts'
import { administrator, nodeUser } from './contract.ts'
import { isCluster, usualCopies } from './copies.ts'
import { loginModules } from './login.ts'
import { dataDirectory, runDirectory } from './paths.ts'
import { inSync } from './in-sync.ts'
import { kraftStart } from './kraft-start.ts'
import { logging } from './logging.ts'
import type { Mode } from './mode.ts'
import { zookeeperStart } from './zookeeper-start.ts'

const { each } = scope<KafkaValues>()

/** The settings of server.properties that the chart itself writes, so that `extraConfig` may not. */
export function ownSettings(mode: Mode): readonly string[] {
  return [...settingsOfBoth, ...settingsOf[mode]].toSorted()
}

const settingsOfBoth = [
  'advertised.listeners',
  'allow.everyone.if.no.acl.found',
  'authorizer.class.name',
  'auto.create.topics.enable',
  'default.replication.factor',
  'inter.broker.listener.name',
  'listener.name.clients.sasl.enabled.mechanisms',
  'listener.name.clients.scram-sha-512.sasl.jaas.config',
  'listener.name.nodes.plain.sasl.jaas.config',
  'listener.name.nodes.sasl.enabled.mechanisms',
  'listener.security.protocol.map',
  'listeners',
  'log.dirs',
  'offsets.topic.replication.factor',
  'sasl.mechanism.inter.broker.protocol',
  'ssl.keystore.location',
  'ssl.keystore.type',
  'ssl.truststore.location',
  'ssl.truststore.type',
  'super.users',
  'transaction.state.log.min.isr',
  'transaction.state.log.replication.factor',
] as const

const settingsOf = {
  kraft: [
    'controller.listener.names',
    'controller.quorum.auto.join.enable',
    'controller.quorum.bootstrap.servers',
    'controller.quorum.voters',
    'listener.name.controllers.plain.sasl.jaas.config',
    'listener.name.controllers.sasl.enabled.mechanisms',
    'node.id',
    'process.roles',
    'sasl.mechanism.controller.protocol',
    'share.coordinator.state.topic.min.isr',
    'share.coordinator.state.topic.replication.factor',
  ],
  zookeeper: [
    'broker.id',
    'broker.id.generation.enable',
    'zookeeper.connect',
    'zookeeper.metadata.migration.enable',
    'zookeeper.set.acl',
  ],
} as const

/** The configuration of the nodes, and the scripts that start and ask them. */
export function configuration(mode: Mode, store: string, names: Naming): Templated<IConfigMap> {
  return configMap(names, {
    'server.properties': settings(mode, store),
    ...logging[mode],
    'start.sh': mode === 'kraft' ? kraftStart(store, names) : zookeeperStart(store, names),
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
function settings(mode: Mode, store: string): Block {
  const protocol = securityProtocol(store)
  const fewest = choose(isCluster, 2, 1)
  const isKraft = mode === 'kraft'
  const controllers = isKraft ? text`,CONTROLLERS:${protocol}` : ''
  const inKraft = (lines: Block): Block => (isKraft ? lines : joinBlocks())
  const authorizer = isKraft
    ? 'org.apache.kafka.metadata.authorizer.StandardAuthorizer'
    : 'kafka.security.authorizer.AclAuthorizer'
  const extra = each('extraConfig', (setting: Expr<string>, name) => block`${name}=${setting}`)
  return block`
    # ${isKraft ? 'Roles, addresses' : 'Numbers, addresses'} and passwords are added at the start of each node.
    # The volume may have a directory lost+found, which is no topic
    log.dirs=${dataDirectory}/log

    # Listeners
    listener.security.protocol.map=CLIENTS:${protocol},NODES:${protocol}${controllers}
    inter.broker.listener.name=NODES
    ${inKraft(block`controller.listener.names=CONTROLLERS`)}
    ${when(hasTls(store), tls)}

    # Who may log in
    listener.name.clients.sasl.enabled.mechanisms=SCRAM-SHA-512
    listener.name.clients.scram-sha-512.sasl.jaas.config=${loginModules.scram} required;
    listener.name.nodes.sasl.enabled.mechanisms=PLAIN
    sasl.mechanism.inter.broker.protocol=PLAIN
    ${inKraft(controllerLogin)}

    # Who may do what
    authorizer.class.name=${authorizer}
    ${isKraft ? joinBlocks() : block`zookeeper.set.acl=true`}
    allow.everyone.if.no.acl.found=false
    super.users=User:${nodeUser};User:${administrator}

    # Topics
    auto.create.topics.enable=false
    default.replication.factor=${usualCopies}
    offsets.topic.replication.factor=${usualCopies}
    transaction.state.log.replication.factor=${usualCopies}
    transaction.state.log.min.isr=${fewest}
    ${inKraft(shareGroups(fewest))}
    ${extra}
  `
}

const controllerLogin = block`
  listener.name.controllers.sasl.enabled.mechanisms=PLAIN
  sasl.mechanism.controller.protocol=PLAIN
`

const shareGroups = (fewest: Expr<number>): Block => block`
  share.coordinator.state.topic.replication.factor=${usualCopies}
  share.coordinator.state.topic.min.isr=${fewest}
`

/** Where a node has its key and its certificate in one file, as Kafka wants them. */
const tls = block`
  ssl.keystore.type=PEM
  ssl.keystore.location=${runDirectory}/node.pem
  ssl.truststore.type=PEM
  ssl.truststore.location=${certificateDirectory}/ca.crt
`
