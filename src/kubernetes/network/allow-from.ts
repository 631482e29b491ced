import type { INetworkPolicyIngressRule } from 'kubernetes-models/networking.k8s.io/v1/NetworkPolicyIngressRule'
import type { INetworkPolicyPort } from 'kubernetes-models/networking.k8s.io/v1/NetworkPolicyPort'
import { at, defaultTo, text } from '../../template/node/expression.ts'
import { each, when } from '../../template/node/structure.ts'
import type { Expr, Templated, TemplatedItem } from '../../template/node/templated.ts'
import type { AllowedPodsValues } from '../../values/types/definitions.ts'
import type { Naming } from '../naming.ts'
import { peer, policy } from './network-policy.ts'
import { type OfferedPort, policyPort } from './offered-port.ts'

/** Lets the pods that the values name come to these ports of a component's own pods. */
export function allowFromPolicy(
  names: Naming,
  allowed: Expr<Readonly<Record<string, AllowedPodsValues>>>,
  ports: readonly OfferedPort[],
): unknown {
  const document = policy(text`${names.fullname}-allow-from`, names, {
    podSelector: { matchLabels: names.selectorLabels },
    policyTypes: ['Ingress'],
    ingress: [allowedIngress(names, allowed, ports.map(policyPort))],
  })
  return when(allowed, document)
}

/** The rules by which these pods come to these ports. */
export function allowedIngress(
  names: Naming,
  allowed: Expr<Readonly<Record<string, AllowedPodsValues>>>,
  ports: readonly Templated<INetworkPolicyPort>[],
): TemplatedItem<INetworkPolicyIngressRule> {
  return each(allowed, (from) => ({
    from: [
      // The namespace is always there: a peer that selects by nothing would be everybody
      peer(
        { matchLabels: at(from, 'podLabels') },
        defaultTo(at(from, 'namespace'), names.namespace),
      ),
    ],
    ports,
  }))
}
