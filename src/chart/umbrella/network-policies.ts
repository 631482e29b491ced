import type { INetworkPolicyPeer } from 'kubernetes-models/networking.k8s.io/v1/NetworkPolicyPeer'
import { inPlace } from '../../kubernetes/namespace.ts'
import type { Naming } from '../../kubernetes/naming.ts'
import { policy } from '../../kubernetes/network/network-policy.ts'
import type { ResolvedPlatform } from '../../platform/resolve.ts'
import { release, text } from '../../template/node/expression.ts'
import { scope } from '../../template/node/scope.ts'
import { when } from '../../template/node/structure.ts'
import type { TemplatedItem } from '../../template/node/templated.ts'
import type { GlobalValues } from '../../values/types/global.ts'
import { anyOf, hasPods, namedComponent } from './presence.ts'

const { value, each } = scope<{ readonly global: GlobalValues }>()

/**
 * Refuses everything to and from the pods of the release, while it has any, but for name resolution: the network policies of the
 * components open the rest. So in each namespace of the release; other pods there are not touched.
 */
export function networkPolicies(
  { components }: ResolvedPlatform,
  names: Naming,
): readonly unknown[] {
  const keys = [...new Set(components.map(({ context }) => context.namespace))]
  return keys.flatMap((key) => {
    const its = components.filter(({ context }) => context.namespace === key)
    const isAny = anyOf(its.map((one) => hasPods(namedComponent(one))))
    const policies = isAny ? releasePolicies(names).map((one) => when(isAny, one)) : []
    return inPlace(policies, key)
  })
}

function releasePolicies(names: Naming): readonly unknown[] {
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
    when(value('global.networkPolicy.dns.namespace'), {
      namespaceSelector: {
        matchLabels: { 'kubernetes.io/metadata.name': value('global.networkPolicy.dns.namespace') },
      },
    }),
    each('global.networkPolicy.dns.cidrs', (cidr) => ({ ipBlock: { cidr } })),
  ]
}
