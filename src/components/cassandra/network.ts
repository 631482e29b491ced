import type { Naming } from '../../kubernetes/naming.ts'
import { policy, tcp } from '../../kubernetes/network/network-policy.ts'
import { headlessService, membersService, servicePort } from '../../kubernetes/network/services.ts'
import { text } from '../../template/node/expression.ts'
import { ports } from './contract.ts'

/** The Service of the clients, and the one by which nodes find each other. */
export function cassandraServices(names: Naming): readonly unknown[] {
  const clients = servicePort('clients', ports.clients)
  return [
    membersService(names, [clients]),
    headlessService(names, [clients, servicePort('nodes', ports.nodes)]),
  ]
}

/** The way from node to node; one that has no data asks the others as a client before it joins. */
export function cassandraPolicy(names: Naming): unknown {
  const nodes = { matchLabels: names.selectorLabels }
  const between = Object.values(ports).map((port) => tcp(port))
  return policy(text`${names.fullname}-nodes`, names, {
    podSelector: nodes,
    policyTypes: ['Ingress', 'Egress'],
    ingress: [{ from: [{ podSelector: nodes }], ports: between }],
    egress: [{ to: [{ podSelector: nodes }], ports: between }],
  })
}
