import type { INetworkPolicyEgressRule } from 'kubernetes-models/networking.k8s.io/v1/NetworkPolicyEgressRule'
import type { ComponentContext } from '../../platform/component.ts'
import { text } from '../../template/node/expression.ts'
import type { Templated } from '../../template/node/templated.ts'
import type { Naming } from '../../kubernetes/naming.ts'
import { policy, tcp } from '../../kubernetes/network/network-policy.ts'

/** Addresses that are not of the Internet: RFC 1918, RFC 6598, link-local, and their IPv6 kin. */
const privateRanges = [
  '10.0.0.0/8',
  '100.64.0.0/10',
  '169.254.0.0/16',
  '172.16.0.0/12',
  '192.168.0.0/16',
]
const privateRanges6 = ['fc00::/7', 'fe80::/10']

/** The ways from a component's pods to addresses outside the cluster, for its edges that lead there. */
export function egressPolicies(context: ComponentContext, names: Naming): readonly unknown[] {
  const edges = context.uses.map(({ edge }) => edge)
  const all = edges.flatMap((edge) => (edge.interface === 'internet' ? (edge.ports ?? []) : []))
  const ports = [...new Set(all)] // containers of one pod may have the same
  const places = edges.filter((edge) => edge.interface === 'outside')
  const allow = (suffix: string, egress: readonly Templated<INetworkPolicyEgressRule>[]): unknown =>
    policy(text`${names.fullname}-${suffix}`, names, {
      podSelector: { matchLabels: names.selectorLabels },
      policyTypes: ['Egress'],
      egress,
    })
  const internet = [
    { ipBlock: { cidr: '0.0.0.0/0', except: privateRanges } },
    { ipBlock: { cidr: '::/0', except: privateRanges6 } },
  ]
  return [
    ...(ports.length > 0 ? [allow('internet', [{ to: internet, ports: ports.map(tcp) }])] : []),
    ...(places.length > 0
      ? [
          allow(
            'outside',
            places.map(({ cidrs = [], ports: there = [] }) => ({
              to: cidrs.map((cidr) => ({ ipBlock: { cidr } })),
              ports: there.map(tcp),
            })),
          ),
        ]
      : []),
  ]
}
