import {
  type StorePart,
  connectionConfigMaps,
  external,
  externalAddress,
  hostAndPort,
  storeParts,
  urlScheme,
  whereabouts,
  waitEnvironment,
} from '../store/index.ts'
import type { Naming } from '../../kubernetes/naming.ts'
import type { ComponentContext, ConnectionPoint, WaitContainer } from '../../platform/component.ts'
import type { PartSource } from '../../platform/connection-parts.ts'
import type { KindConnection } from '../../platform/kind-definition.ts'
import { text } from '../../template/node/expression.ts'
import { when } from '../../template/node/structure.ts'
import { ports, type RabbitmqModel, vhostOf } from './contract.ts'
import { waitCommand } from './wait.ts'

/** What the variables of a client may be made of. */
export type RabbitmqPart = keyof typeof forms | (typeof keys)[number] | StorePart

const keys = ['scheme', 'host', 'port', 'address', 'url-address', 'vhost', 'username'] as const

const forms = { url: '{scheme}://{username}:{url-password}@{url-address}' } as const

const connection = {
  parts: (to: ConnectionPoint): Readonly<Record<RabbitmqPart, PartSource>> =>
    storeParts(to, keys, forms),
  prefix: 'RABBITMQ',
  variables: {
    SCHEME: '{scheme}',
    HOST: '{host}',
    PORT: '{port}',
    USERNAME: '{username}',
    PASSWORD: '{password}',
    VHOST: '{vhost}',
    URL_ADDRESS: '{url-address}',
    URL_PASSWORD: '{url-password}',
    URL: '{url}',
  },
} as const

/** How clients reach a RabbitMQ cluster: `RABBITMQ_URL`, and its parts. */
export const rabbitmqConnection: KindConnection<
  RabbitmqPart,
  { readonly image: WaitContainer['image'] }
> = {
  ...connection,
  tls: true,
  wait: (to, { image }) => ({
    image,
    command: waitCommand,
    environment: waitEnvironment(connection, to, [
      'SCHEME',
      'HOST',
      'PORT',
      'USERNAME',
      'PASSWORD',
    ]),
  }),
}

/** The connection ConfigMap of each client; in its URL the virtual host is percent-encoded, `/` too. */
export function rabbitmqConnections(
  model: RabbitmqModel,
  context: ComponentContext,
  names: Naming,
): readonly unknown[] {
  return connectionConfigMaps(context, names, connection, ({ name }) => {
    const vhost = vhostOf(model, name)
    const end = encodeURIComponent(vhost)
    const inside = text`${names.fullname}:${ports.amqp}/${end}`
    return {
      always: {
        ...urlScheme(context.name, { plain: 'amqp', tls: 'amqps' }),
        ...whereabouts(names, ports.amqp),
        'url-address': when(external, text`${externalAddress}/${end}`, inside),
        vhost,
        username: name,
      },
      onDemand: hostAndPort(names, ports.amqp),
    }
  })
}
