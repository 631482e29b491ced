import type { ComponentContext } from '../platform/component.ts'
import { text } from '../template/expression.ts'
import type { Naming } from './naming.ts'
import { policy, tcp } from './network-door.ts'

/** Addresses that are not of the Internet: RFC 1918, RFC 6598, link-local, and their IPv6 kin. */
const privateRanges = [
  '10.0.0.0/8',
  '100.64.0.0/10',
  '169.254.0.0/16',
  '172.16.0.0/12',
  '192.168.0.0/16',
]
const privateRanges6 = ['fc00::/7', 'fe80::/10']

/** The way from a component's pods to addresses outside the cluster, for its `internet` edges. */
export function internetDoor(context: ComponentContext, names: Naming): readonly unknown[] {
  const ports = context.uses.flatMap(({ edge }) => edge.ports ?? [])
  if (ports.length === 0) return []
  return [
    policy(text`${names.fullname}-internet`, names, {
      podSelector: { matchLabels: names.selectorLabels },
      policyTypes: ['Egress'],
      egress: [
        {
          to: [
            { ipBlock: { cidr: '0.0.0.0/0', except: privateRanges } },
            { ipBlock: { cidr: '::/0', except: privateRanges6 } },
          ],
          ports: ports.map((port) => tcp(port)),
        },
      ],
    }),
  ]
}
