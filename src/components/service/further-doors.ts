import type { INetworkPolicyPort } from 'kubernetes-models/networking.k8s.io/v1/NetworkPolicyPort'
import type { Naming } from '../../kubernetes/naming.ts'
import { policy } from '../../kubernetes/network-door.ts'
import { at, defaultTo, release, text } from '../../template/node/expression.ts'
import { scope } from '../../template/node/scope.ts'
import { when as whenever } from '../../template/node/structure.ts'
import type { Templated } from '../../template/node/templated.ts'
import type { ServiceValues } from '../../values/types/service.ts'
import type { Port, ServiceModel } from './model.ts'
import { isPublic } from './pod-service.ts'
import { servicePorts, transport } from './ports.ts'

const { value, each } = scope<ServiceValues>()

/**
 * The ways to a service of those that are no components: pods that the values name, at any of its
 * ports, and whoever comes by a NodePort or a LoadBalancer, at those of its Service.
 */
export function furtherDoors({ ports }: ServiceModel, names: Naming): readonly unknown[] {
  const pods = { matchLabels: names.selectorLabels }
  const reached = servicePorts(ports)
  const allowed = policy(text`${names.fullname}-allow-from`, names, {
    podSelector: pods,
    policyTypes: ['Ingress'],
    ingress: [
      each('allowFrom', (from) => ({
        from: [
          {
            // Always there: a peer that selects by nothing would be everybody
            namespaceSelector: {
              matchLabels: {
                'kubernetes.io/metadata.name': defaultTo(at(from, 'namespace'), release.namespace),
              },
            },
            podSelector: { matchLabels: at(from, 'podLabels') },
          },
        ],
        ports: ports.map(policyPort),
      })),
    ],
  })
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
    whenever(value('allowFrom'), allowed),
    ...(reached.length > 0 ? [whenever(isPublic, fromOutside)] : []),
  ]
}

function policyPort(one: Port): Templated<INetworkPolicyPort> {
  return { protocol: transport(one), port: one.port }
}
