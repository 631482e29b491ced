import type { ExternalAddress } from '../../kubernetes/external-address.ts'
import type { Naming } from '../../kubernetes/naming.ts'
import { connectionConfigMaps, connectionVariables, external } from '../../kubernetes/store.ts'
import {
  accountVariables,
  urlScheme,
  urlVariables,
  whereabouts,
} from '../../kubernetes/url-connection.ts'
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
  const as = to.as ?? 'RABBITMQ'
  return [
    ...accountVariables(to, as),
    ...connectionVariables(to, { [`${as}_VHOST`]: 'vhost' }),
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
      ...urlScheme({ plain: 'amqp', tls: 'amqps' }),
      ...whereabouts(names, ports.amqp),
      'url-address': when(external, text`${address}/${vhost}`, inside),
      vhost,
      username: name,
    }
  })
}
