import {
  connectionConfigMaps,
  external,
  hasTls,
  hostAndPort,
  type StorePart,
  storeParts,
  waitEnvironment,
  whereabouts,
} from '../store/index.ts'
import type { Naming } from '../../kubernetes/naming.ts'
import type { ComponentContext, ConnectionPoint, WaitContainer } from '../../platform/component.ts'
import type { PartSource } from '../../platform/connection-parts.ts'
import type { KindConnection } from '../../platform/kind-definition.ts'
import { text } from '../../template/node/expression.ts'
import { scope } from '../../template/node/scope.ts'
import { when } from '../../template/node/structure.ts'
import type { CassandraValues } from './values.ts'
import { ports } from './contract.ts'
import { keyspaceOf } from './keyspace.ts'
import { waitCommand } from './wait.ts'

const { value } = scope<CassandraValues>()

const keys = ['host', 'port', 'address', 'keyspace', 'username', 'local-datacenter', 'tls'] as const

/** What the variables of a client may be made of. */
export type CassandraPart = (typeof keys)[number] | StorePart

const connection = {
  parts: (to: ConnectionPoint): Readonly<Record<CassandraPart, PartSource>> =>
    storeParts(to, keys, {}),
  prefix: 'CASSANDRA',
  variables: {
    HOST: '{host}',
    PORT: '{port}',
    KEYSPACE: '{keyspace}',
    USERNAME: '{username}',
    PASSWORD: '{password}',
    LOCAL_DATACENTER: '{local-datacenter}',
    TLS: '{tls}',
  },
} as const

/** How clients reach a Cassandra ring: `CASSANDRA_HOST`, which has the addresses of all nodes, and how to log in. */
export const cassandraConnection: KindConnection<
  CassandraPart,
  { readonly image: WaitContainer['image'] }
> = {
  ...connection,
  holdsData: true,
  tls: true,
  wait: (to, { image }) => ({
    image,
    command: waitCommand,
    environment: waitEnvironment(connection, to, [
      'HOST',
      'PORT',
      'KEYSPACE',
      'USERNAME',
      'PASSWORD',
    ]),
    resources: shellResources,
  }),
}

/** cqlsh is a Python program, which the usual 64Mi of a wait would end. */
const shellResources = {
  requests: { cpu: '50m', memory: '64Mi' },
  limits: { memory: '192Mi' },
} as const

/** The connection ConfigMap of each client. */
export function cassandraConnections(context: ComponentContext, names: Naming): readonly unknown[] {
  return connectionConfigMaps(context, names, connection, (account) => ({
    always: {
      ...whereabouts(names, ports.clients),
      keyspace: keyspaceOf(account),
      username: account.name,
      'local-datacenter': when(external, value('external.datacenter'), value('datacenter')),
      tls: text`${hasTls(context.name)}`,
    },
    onDemand: hostAndPort(names, ports.clients),
  }))
}
