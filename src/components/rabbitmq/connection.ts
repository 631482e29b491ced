import type { ExternalAddress } from '../../kubernetes/external-address.ts'
import type { Naming } from '../../kubernetes/naming.ts'
import { connectionConfigMaps, external, fromConnection } from '../../kubernetes/store.ts'
import { accountVariables, urlVariables, whereabouts } from '../../kubernetes/url-connection.ts'
import type {
  ComponentContext,
  Connection,
  ConnectionPoint,
  NamedVariable,
  WaitContainer,
} from '../../platform/component.ts'
import { text } from '../../template/expression.ts'
import { when } from '../../template/structure.ts'
import { ports, type RabbitmqModel, vhostOf } from './contract.ts'
import { waitCommand } from './wait.ts'

/** How clients reach a RabbitMQ cluster: `RABBITMQ_URL`, and its parts. */
export function rabbitmqConnection(image: WaitContainer['image']): Connection {
  return {
    environment,
    wait: (to) => ({ image, command: waitCommand, environment: accountVariables(to, 'RABBITMQ') }),
  }
}

function environment(to: ConnectionPoint): readonly NamedVariable[] {
  const { store, client, as = 'RABBITMQ' } = to
  return [
    ...accountVariables(to, as),
    fromConnection(`${as}_VHOST`, store, client, 'vhost'),
    ...urlVariables(to, as),
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
      ...whereabouts(names, { plain: 'amqp', tls: 'amqps' }, ports.amqp),
      'url-address': when(external, text`${address}/${vhost}`, inside),
      vhost,
      username: name,
    }
  })
}
