import { connectionConfigMaps, hostAndPort, storeParts, whereabouts } from '../store/index.ts'
import type { Naming } from '../../kubernetes/naming.ts'
import type { ComponentContext, ConnectionPoint, WaitContainer } from '../../platform/component.ts'
import type { PartSource } from '../../platform/connection-parts.ts'
import type { KindConnection } from '../../platform/kind-definition.ts'
import { clientEnvironment } from '../../platform/connections.ts'
import { ports } from './contract.ts'
import { waitCommand } from './wait.ts'

const keys = ['host', 'port', 'address', 'username'] as const

/** What the variables of a client may be made of. */
export type ZookeeperPart = (typeof keys)[number] | 'password' | 'url-password'

const connection = {
  parts: (to: ConnectionPoint): Readonly<Record<ZookeeperPart, PartSource>> => {
    const { 'ca-file': _, ...parts } = storeParts(to, keys, {})
    return parts
  },
  prefix: 'ZOOKEEPER',
  variables: {
    HOST: '{host}',
    PORT: '{port}',
    USERNAME: '{username}',
    PASSWORD: '{password}',
  },
} as const

/** How clients reach a ZooKeeper ensemble: `ZOOKEEPER_HOST`, `ZOOKEEPER_PORT`, and how to log in. */
export const zookeeperConnection: KindConnection<
  ZookeeperPart,
  { readonly image: WaitContainer['image'] }
> = {
  ...connection,
  wait: (to, { image }) => ({
    image,
    command: waitCommand,
    environment: clientEnvironment({ ...connection, prefix: () => connection.prefix }, to),
    resources: toolResources,
  }),
}

/** ZooKeeper's shell is a Java program, which the usual 64Mi of a wait would end. */
const toolResources = {
  requests: { cpu: '50m', memory: '128Mi' },
  limits: { memory: '256Mi' },
} as const

/** The connection ConfigMap of each client. */
export function zookeeperConnections(context: ComponentContext, names: Naming): readonly unknown[] {
  return connectionConfigMaps(context, names, connection, ({ name }) => ({
    always: { ...whereabouts(names, ports.clients), username: name },
    onDemand: hostAndPort(names, ports.clients),
  }))
}
