import type { INetworkPolicyPort } from 'kubernetes-models/networking.k8s.io/v1/NetworkPolicyPort'
import { namespaceOf } from '../../kubernetes/namespace.ts'
import { clientPods, peer, policy, tcp } from '../../kubernetes/network/network-policy.ts'
import type { ComponentContext } from '../../platform/component.ts'
import { text } from '../../template/node/expression.ts'
import { when } from '../../template/node/structure.ts'
import type { TemplatedItem } from '../../template/node/templated.ts'
import type { GatewayNames } from './names.ts'
import { ports } from './nginx/server.ts'

/** The pod of `helm test` is in the namespace of the release. */
const releasesOwn = undefined

/** The way in, from anywhere: nobody knows where the cluster's ingress controller runs. */
export function gatewayPolicies(
  { name, namespace, clients }: ComponentContext,
  names: GatewayNames,
): readonly unknown[] {
  const open: readonly TemplatedItem<INetworkPolicyPort>[] = [
    tcp(ports.http),
    when(names.endsTls, tcp(ports.https)),
  ]
  const pods = { matchLabels: names.selectorLabels }
  const isCalled = clients.length > 0 // from its own namespace alone
  const sources = [...new Set([releasesOwn, ...(isCalled ? [namespace] : [])])]
  return [
    policy(text`${names.fullname}-ingress`, names, {
      podSelector: pods,
      policyTypes: ['Ingress'],
      ingress: [{ ports: open }],
    }),
    ...sources.map((from) =>
      policy(
        text`${names.fullname}-clients-egress`,
        names,
        {
          podSelector: clientPods(name),
          policyTypes: ['Egress'],
          egress: [
            { to: [peer(pods, from === namespace ? undefined : names.namespace)], ports: open },
          ],
        },
        from === namespace ? undefined : namespaceOf(from),
      ),
    ),
  ]
}
