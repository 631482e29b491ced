import type { INetworkPolicyPeer } from 'kubernetes-models/networking.k8s.io/v1/NetworkPolicyPeer'
import type { Naming } from '../../kubernetes/naming.ts'
import { policy } from '../../kubernetes/network-door.ts'
import { release, text } from '../../template/expression.ts'
import { scope } from '../../template/scope.ts'
import type { TemplatedItem } from '../../template/templated.ts'
import type { GlobalValues } from '../../values/types/global.ts'

const { value, when, each } = scope<{ readonly global: GlobalValues }>()

/**
 * Refuses everything to and from the pods of the release, but for name resolution: the doors of the
 * components open the rest. Other pods of the namespace are not touched.
 */
export function networkPolicies(names: Naming): readonly unknown[] {
  const pods = { matchLabels: { 'app.kubernetes.io/instance': release.name } }
  const port = value('global.networkPolicy.dns.port')
  return [
    policy(text`${names.fullname}-default-deny`, names, {
      podSelector: pods,
      policyTypes: ['Ingress', 'Egress'],
    }),
    policy(text`${names.fullname}-dns`, names, {
      podSelector: pods,
      policyTypes: ['Egress'],
      egress: [
        {
          ports: [
            { protocol: 'UDP', port },
            { protocol: 'TCP', port },
          ],
          to: nameServers(),
        },
      ],
    }),
  ]
}

function nameServers(): readonly TemplatedItem<INetworkPolicyPeer>[] {
  return [
    when('global.networkPolicy.dns.namespace', {
      namespaceSelector: {
        matchLabels: { 'kubernetes.io/metadata.name': value('global.networkPolicy.dns.namespace') },
      },
    }),
    each('global.networkPolicy.dns.cidrs', (cidr) => ({ ipBlock: { cidr } })),
  ]
}
