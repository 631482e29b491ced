import type { IConfigMap } from 'kubernetes-models/v1/ConfigMap'
import { configMap } from '../../kubernetes/config-map.ts'
import type { Naming } from '../../kubernetes/naming.ts'
import { memberHost, podHost } from '../../kubernetes/network/services.ts'
import { hasTls } from '../store/index.ts'
import { json } from '../../template/node/expression.ts'
import type { Block } from '../../template/node/node.ts'
import { scope } from '../../template/node/scope.ts'
import { block, when } from '../../template/node/structure.ts'
import type { Expr, Templated } from '../../template/node/templated.ts'
import type { ElasticsearchValues } from './values.ts'
import { ports } from './contract.ts'
import { isCluster } from './nodes.ts'
import { dataDirectory, tlsDirectory } from './paths.ts'
import { snapshotSettings } from './snapshots.ts'
import { joined, start } from './start.ts'

const { each } = scope<ElasticsearchValues>()

/** The settings of elasticsearch.yml that the chart itself writes, so that `extraConfig` may not. */
export const ownSettings = [
  'cluster.initial_master_nodes',
  'cluster.name',
  'discovery.seed_hosts',
  'discovery.type',
  'http.host',
  'http.port',
  'network.host',
  'network.publish_host',
  'node.name',
  'node.roles',
  'node.store.allow_mmap',
  'path.data',
  'path.logs',
  'path.repo',
  'readiness.port',
  's3.client.default.endpoint',
  's3.client.default.path_style_access',
  's3.client.default.region',
  'transport.host',
  'transport.port',
  'xpack.security.autoconfiguration.enabled',
  'xpack.security.enabled',
  'xpack.security.http.ssl.certificate',
  'xpack.security.http.ssl.enabled',
  'xpack.security.http.ssl.key',
  'xpack.security.transport.ssl.certificate',
  'xpack.security.transport.ssl.certificate_authorities',
  'xpack.security.transport.ssl.enabled',
  'xpack.security.transport.ssl.key',
  'xpack.security.transport.ssl.verification_mode',
] as const

/** The configuration of the nodes, and the scripts that start and ask them. */
export function configuration(store: string, names: Naming): Templated<IConfigMap> {
  return configMap(names, {
    'elasticsearch.yml': settings(store, names),
    'start.sh': start(names),
    'joined.sh': joined(store, names),
  })
}

function settings(store: string, names: Naming): Block {
  const extra = each(
    'extraConfig',
    (setting: Expr<string>, name) => block`${name}: ${json(setting)}`,
  )
  return block`
    # What differs from node to node is added at its start.
    cluster.name: ${names.fullname}
    node.name: "\${POD_NAME}"
    path.data: ${dataDirectory}/node
    # Maps of files would take a setting of the whole machine (vm.max_map_count)
    node.store.allow_mmap: false

    # Network
    http.port: ${ports.http}
    transport.port: ${ports.transport}
    readiness.port: ${ports.readiness}
    ${when(hasTls(store), open(names), closed)}
    ${when(isCluster, seeds(names), block`discovery.seed_hosts: []`)}

    # Security
    xpack.security.enabled: true
    xpack.security.autoconfiguration.enabled: false
    xpack.security.http.ssl.enabled: ${hasTls(store)}
    xpack.security.transport.ssl.enabled: ${hasTls(store)}
    ${when(hasTls(store), tls)}

    # Further settings
    ${snapshotSettings}
    ${extra}
  `
}

/** Nodes know each other by names that their certificates are for. */
const open = (names: Naming): Block => block`
  network.host: 0.0.0.0
  network.publish_host: "${podHost(names, '${POD_NAME}')}"
`

/** Without TLS, a node has nobody to speak to. */
const closed = block`
  http.host: 0.0.0.0
  transport.host: 127.0.0.1
`

const seeds = (names: Naming): Block => block`
  discovery.seed_hosts:
    - ${memberHost(names, '0')}
    - ${memberHost(names, '1')}
    - ${memberHost(names, '2')}
`

const tls = block`
  xpack.security.http.ssl.certificate: ${tlsDirectory}/tls.crt
  xpack.security.http.ssl.key: ${tlsDirectory}/tls.key
  xpack.security.transport.ssl.certificate: ${tlsDirectory}/tls.crt
  xpack.security.transport.ssl.key: ${tlsDirectory}/tls.key
  xpack.security.transport.ssl.certificate_authorities: ${tlsDirectory}/ca.crt
  xpack.security.transport.ssl.verification_mode: full
`
