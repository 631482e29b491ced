import type { IConfigMap } from 'kubernetes-models/v1/ConfigMap'
import { configMap } from '../../kubernetes/config-map.ts'
import type { Naming } from '../../kubernetes/naming.ts'
import { certificateDirectory, hasTls } from '../store/index.ts'
import { json } from '../../template/node/expression.ts'
import type { Block } from '../../template/node/node.ts'
import { scope } from '../../template/node/scope.ts'
import { block, when } from '../../template/node/structure.ts'
import type { Expr, Templated } from '../../template/node/templated.ts'
import type { CassandraValues } from './values.ts'
import { mostSeeds, ports } from './contract.ts'
import { dataDirectory, runDirectory } from './paths.ts'
import { joined, start } from './start.ts'

const { value, each } = scope<CassandraValues>()

/** The settings of cassandra.yaml that the chart itself writes, so that `extraConfig` may not. */
export const ownSettings = [
  'allocate_tokens_for_local_replication_factor',
  'authenticator',
  'authorizer',
  'auto_bootstrap',
  'broadcast_address',
  'broadcast_rpc_address',
  'cdc_raw_directory',
  'client_encryption_options',
  'cluster_name',
  'commit_failure_policy',
  'commitlog_directory',
  'commitlog_sync',
  'commitlog_sync_period',
  'data_file_directories',
  'disk_failure_policy',
  'endpoint_snitch',
  'hints_directory',
  'initial_token',
  'listen_address',
  'listen_interface',
  'native_transport_port',
  'num_tokens',
  'partitioner',
  'role_manager',
  'rpc_address',
  'rpc_interface',
  'saved_caches_directory',
  'seed_provider',
  'server_encryption_options',
  'start_native_transport',
  'storage_compatibility_mode',
  'storage_port',
] as const

/** The configuration of the nodes, and the scripts that start and ask them. */
export function configuration(store: string, names: Naming): Templated<IConfigMap> {
  return configMap(names, {
    'cassandra.yaml': settings(store, names),
    'cassandra-rackdc.properties': block`
      dc=${value('datacenter')}
      rack=rack1
    `,
    'logback.xml': logging,
    'start.sh': start(store, names),
    'joined.sh': joined,
  })
}

function settings(store: string, names: Naming): Block {
  const extra = each(
    'extraConfig',
    (setting: Expr<string>, name) => block`${name}: ${json(setting)}`,
  )
  return block`
    # Addresses, seeds and who may log in are added at the start of each node.
    cluster_name: ${names.fullname}
    num_tokens: 16
    allocate_tokens_for_local_replication_factor: ${mostSeeds}
    partitioner: org.apache.cassandra.dht.Murmur3Partitioner
    endpoint_snitch: GossipingPropertyFileSnitch
    role_manager: CassandraRoleManager
    # The forms of version 5, since no node was ever an older one
    storage_compatibility_mode: NONE

    # Network
    native_transport_port: ${ports.clients}
    storage_port: ${ports.nodes}
    ${when(hasTls(store), tls)}

    # Data. A node whose disk fails ends, and is started again, in place of going on without it
    data_file_directories: [${dataDirectory}/data]
    commitlog_directory: ${dataDirectory}/commitlog
    hints_directory: ${dataDirectory}/hints
    saved_caches_directory: ${dataDirectory}/saved_caches
    cdc_raw_directory: ${dataDirectory}/cdc_raw
    commitlog_sync: periodic
    commitlog_sync_period: 10s
    disk_failure_policy: die
    commit_failure_policy: die

    # Further settings
    ${extra}
  `
}

/** Nodes show each other a certificate; clients have a password. */
const tls = block`
  client_encryption_options:
    enabled: true
    optional: false
    ssl_context_factory: { class_name: org.apache.cassandra.security.PEMBasedSslContextFactory }
    keystore: ${runDirectory}/node.pem
  server_encryption_options:
    internode_encryption: all
    require_client_auth: true
    ssl_context_factory: { class_name: org.apache.cassandra.security.PEMBasedSslContextFactory }
    keystore: ${runDirectory}/node.pem
    truststore: ${certificateDirectory}/ca.crt
`

/** To standard output alone, in place of files in the image. */
const logging = block`
  <configuration>
    <appender name="stdout" class="ch.qos.logback.core.ConsoleAppender">
      <encoder><pattern>%d{ISO8601} %-5p %m%n</pattern></encoder>
    </appender>
    <root level="INFO"><appender-ref ref="stdout"/></root>
  </configuration>
`
