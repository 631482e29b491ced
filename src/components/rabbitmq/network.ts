import type { IServicePort } from 'kubernetes-models/v1/ServicePort'
import { jobLabels } from '../../kubernetes/hashed-job.ts'
import type { Naming } from '../../kubernetes/naming.ts'
import { clientDoors, policy, tcp } from '../../kubernetes/network-door.ts'
import { clientService, headlessService, servicePort } from '../../kubernetes/services.ts'
import type { ComponentContext } from '../../platform/component.ts'
import { text } from '../../template/expression.ts'
import type { Templated } from '../../template/templated.ts'
import { ports } from './contract.ts'

/** The Service for clients, and the one that gives each node its name. */
export function rabbitmqServices(names: Naming): readonly unknown[] {
  return [
    clientService(names, [port('amqp'), port('management'), port('prometheus')]),
    headlessService(names, [port('epmd'), port('distribution')]),
  ]
}

function port(name: keyof typeof ports): Templated<IServicePort> {
  return servicePort(name, ports[name])
}

/**
 * The ways to the nodes: of the clients, and of the other nodes and the provisioning Job, which speak
 * Erlang to them. Nobody else needs the management UI: a forwarded port is no matter of policies.
 */
export function rabbitmqDoors(context: ComponentContext, names: Naming): readonly unknown[] {
  const nodes = { matchLabels: names.selectorLabels }
  const job = { matchLabels: jobLabels(context.name, 'provision') }
  const erlang = [tcp(ports.epmd), tcp(ports.distribution)]
  return [
    ...clientDoors(context, names, [tcp(ports.amqp)]),
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
