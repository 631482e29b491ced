import type { Naming } from '../../kubernetes/naming.ts'
import { policy, tcp } from '../../kubernetes/network/network-policy.ts'
import { clientService, headlessService, servicePort } from '../../kubernetes/network/services.ts'
import { text } from '../../template/node/expression.ts'
import { ports } from './contract.ts'

/** The Service of the clients, and the one by which nodes find each other. */
export function elasticsearchServices(names: Naming): readonly unknown[] {
  const http = servicePort('http', ports.http)
  return [
    clientService(names, [http]),
    headlessService(names, [http, servicePort('transport', ports.transport)]),
  ]
}

/** The way from node to node. */
export function elasticsearchPolicies(names: Naming): readonly unknown[] {
  const nodes = [{ podSelector: { matchLabels: names.selectorLabels } }]
  const transport = [tcp(ports.transport)]
  return [
    policy(text`${names.fullname}-nodes`, names, {
      podSelector: { matchLabels: names.selectorLabels },
      policyTypes: ['Ingress', 'Egress'],
      ingress: [{ from: nodes, ports: transport }],
      egress: [{ to: nodes, ports: transport }],
    }),
  ]
}
