import type { ExternalAddress } from '../../kubernetes/external-address.ts'
import type { Naming } from '../../kubernetes/naming.ts'
import {
  connectionConfigMaps,
  external,
  fromConnection,
  fromCredentials,
} from '../../kubernetes/store.ts'
import type {
  ComponentContext,
  Connection,
  ConnectionPoint,
  NamedVariable,
  WaitContainer,
} from '../../platform/component.ts'
import { and, text } from '../../template/expression.ts'
import { scope } from '../../template/scope.ts'
import { when } from '../../template/structure.ts'
import type { RabbitMQValues } from '../../values/types/rabbitmq.ts'
import { ports, type RabbitmqModel, vhostOf } from './contract.ts'
import { waitCommand } from './wait.ts'

const { value } = scope<RabbitMQValues>()

/** How clients reach a RabbitMQ cluster: `RABBITMQ_URL`, and its parts. */
export function rabbitmqConnection(image: WaitContainer['image']): Connection {
  return {
    environment,
    wait: (to) => ({ image, command: waitCommand, environment: parts(to, 'RABBITMQ') }),
  }
}

function environment(to: ConnectionPoint): readonly NamedVariable[] {
  const { store, client, as = 'RABBITMQ' } = to
  const account = `$(${as}_USERNAME):$(${as}_URL_PASSWORD)`
  return [
    ...parts(to, as),
    fromConnection(`${as}_VHOST`, store, client, 'vhost'),
    fromConnection(`${as}_URL_ADDRESS`, store, client, 'url-address'),
    fromCredentials(`${as}_URL_PASSWORD`, store, client, 'url-password'),
    { name: `${as}_URL`, value: `$(${as}_SCHEME)://${account}@$(${as}_URL_ADDRESS)` },
  ]
}

function parts({ store, client }: ConnectionPoint, as: string): readonly NamedVariable[] {
  return [
    fromConnection(`${as}_SCHEME`, store, client, 'scheme'),
    fromConnection(`${as}_HOST`, store, client, 'host'),
    fromConnection(`${as}_PORT`, store, client, 'port'),
    fromConnection(`${as}_USERNAME`, store, client, 'username'),
    fromCredentials(`${as}_PASSWORD`, store, client, 'password'),
  ]
}

/** The connection ConfigMap of each client; no character of a virtual host's name needs an escape. */
export function rabbitmqConnections(
  model: RabbitmqModel,
  context: ComponentContext,
  names: Naming,
  { address }: ExternalAddress,
): readonly unknown[] {
  return connectionConfigMaps(context, names, ({ name }) => {
    const vhost = vhostOf(model, name)
    const inside = text`${names.fullname}:${ports.amqp}/${vhost}`
    return {
      scheme: when(and(external, value('external.tls')), 'amqps', 'amqp'),
      host: when(external, value('external.host'), names.fullname),
      port: when(external, text`${value('external.port')}`, String(ports.amqp)),
      'url-address': when(external, text`${address}/${vhost}`, inside),
      vhost,
      username: name,
    }
  })
}
