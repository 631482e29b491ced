import type { Naming } from '../../kubernetes/naming.ts'
import { policy, tcp } from '../../kubernetes/network/network-policy.ts'
import { clientService, headlessService, servicePort } from '../../kubernetes/network/services.ts'
import { text } from '../../template/node/expression.ts'
import { ports } from './contract.ts'

/** The Service for clients, and the one that gives each server its name. */
export function zookeeperServices(names: Naming): readonly unknown[] {
  const all = Object.entries(ports).map(([name, port]) => servicePort(name, port))
  return [
    clientService(names, [servicePort('clients', ports.clients)]),
    headlessService(names, all),
  ]
}

/** The ways of the servers to each other; at the port of the clients, an empty one asks before it founds. */
export function zookeeperPolicy(names: Naming): unknown {
  const servers = { matchLabels: names.selectorLabels }
  const between = Object.values(ports).map((port) => tcp(port))
  return policy(text`${names.fullname}-servers`, names, {
    podSelector: servers,
    policyTypes: ['Ingress', 'Egress'],
    ingress: [{ from: [{ podSelector: servers }], ports: between }],
    egress: [{ to: [{ podSelector: servers }], ports: between }],
  })
}
