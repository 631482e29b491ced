import type { INetworkPolicyPort } from 'kubernetes-models/networking.k8s.io/v1/NetworkPolicyPort'
import { clientPods, policy, tcp } from '../../kubernetes/network/network-policy.ts'
import type { ComponentContext } from '../../platform/component.ts'
import { text } from '../../template/node/expression.ts'
import { when } from '../../template/node/structure.ts'
import type { TemplatedItem } from '../../template/node/templated.ts'
import type { GatewayNames } from './names.ts'
import { ports } from './nginx/server.ts'

/** The way in, from anywhere: nobody knows where the cluster's ingress controller runs. */
export function gatewayPolicies(
  { name }: ComponentContext,
  names: GatewayNames,
): readonly unknown[] {
  const open: readonly TemplatedItem<INetworkPolicyPort>[] = [
    tcp(ports.http),
    when(names.endsTls, tcp(ports.https)),
  ]
  return [
    policy(text`${names.fullname}-ingress`, names, {
      podSelector: { matchLabels: names.selectorLabels },
      policyTypes: ['Ingress'],
      ingress: [{ ports: open }],
    }),
    policy(text`${names.fullname}-clients-egress`, names, {
      podSelector: clientPods(name),
      policyTypes: ['Egress'],
      egress: [{ to: [{ podSelector: { matchLabels: names.selectorLabels } }], ports: open }],
    }),
  ]
}
