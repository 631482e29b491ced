import type { IServicePort } from 'kubernetes-models/v1/ServicePort'
import { jobLabels } from '../../kubernetes/hashed-job.ts'
import type { Naming } from '../../kubernetes/naming.ts'
import { networkDoors, policy, tcp } from '../../kubernetes/network-door.ts'
import { clientService, headlessService } from '../../kubernetes/stateful-set.ts'
import type { ComponentContext } from '../../platform/component.ts'
import { text } from '../../template/expression.ts'
import type { Templated } from '../../template/templated.ts'
import { ports } from './contract.ts'

type PortName = keyof typeof ports

/** The Service for clients, and the one that gives each node its name. */
export function rabbitmqServices(names: Naming): readonly unknown[] {
  return [
    clientService(names, ['amqp', 'management', 'prometheus'].map(servicePort)),
    headlessService(names, ['epmd', 'distribution'].map(servicePort)),
  ]
}

function servicePort(name: string): Templated<IServicePort> {
  return { name, port: ports[name as PortName], targetPort: name, protocol: 'TCP' }
}

/**
 * The ways to the nodes: of the clients, and of the other nodes and the provisioning Job, which speak
 * Erlang to them. Nobody else needs the management UI: a forwarded port is no matter of policies.
 */
export function rabbitmqDoors(
  { name, clients }: ComponentContext,
  names: Naming,
): readonly unknown[] {
  const nodes = { matchLabels: names.selectorLabels }
  const job = { matchLabels: jobLabels(name, 'provision') }
  const erlang = [tcp(ports.epmd), tcp(ports.distribution)]
  return [
    ...(clients.length > 0 ? networkDoors(name, names, [tcp(ports.amqp)]) : []),
    policy(text`${names.fullname}-nodes`, names, {
      podSelector: nodes,
      policyTypes: ['Ingress', 'Egress'],
      ingress: [{ from: [{ podSelector: nodes }, { podSelector: job }], ports: erlang }],
      egress: [{ to: [{ podSelector: nodes }], ports: erlang }],
    }),
    policy(text`${names.fullname}-provision`, names, {
      podSelector: job,
      policyTypes: ['Egress'],
      egress: [{ to: [{ podSelector: nodes }], ports: erlang }],
    }),
  ]
}
