import { allowFromPolicy } from '../../kubernetes/network/allow-from.ts'
import { furtherServicePolicies } from '../../kubernetes/network/further-services.ts'
import { policyPort } from '../../kubernetes/network/offered-port.ts'
import type { Naming } from '../../kubernetes/naming.ts'
import { policy } from '../../kubernetes/network/network-policy.ts'
import { text } from '../../template/node/expression.ts'
import { scope } from '../../template/node/scope.ts'
import { when as whenever } from '../../template/node/structure.ts'
import type { ServiceValues } from './values.ts'
import type { ServiceModel } from './model.ts'
import { isPublic } from './pod-service.ts'
import { podPorts, servicePorts } from './ports.ts'
import { servicesOf } from './further-services.ts'

const { value, each } = scope<ServiceValues>()

/**
 * The ways to a service of those that are no components: pods that the values name, at any of its
 * ports, and whoever comes by a NodePort or a LoadBalancer, at those of that Service.
 */
export function ingressPolicies(model: ServiceModel, names: Naming): readonly unknown[] {
  const ports = podPorts(model)
  const pods = { matchLabels: names.selectorLabels }
  const reached = servicePorts(ports)
  const fromOutside = policy(text`${names.fullname}-public`, names, {
    podSelector: pods,
    policyTypes: ['Ingress'],
    ingress: [
      {
        from: [each('service.sourceRanges', (cidr) => ({ ipBlock: { cidr } }))],
        ports: reached.map(policyPort),
      },
    ],
  })
  return [
    allowFromPolicy(names, value('allowFrom'), ports),
    ...(reached.length > 0 ? [whenever(isPublic, fromOutside)] : []),
    ...furtherServicePolicies(names, servicesOf(model)),
  ]
}
