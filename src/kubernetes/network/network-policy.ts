import type { INetworkPolicy } from 'kubernetes-models/networking.k8s.io/v1/NetworkPolicy'
import type { INetworkPolicyPeer } from 'kubernetes-models/networking.k8s.io/v1/NetworkPolicyPeer'
import type { INetworkPolicyPort } from 'kubernetes-models/networking.k8s.io/v1/NetworkPolicyPort'
import { release } from '../../template/node/expression.ts'
import { scope } from '../../template/node/scope.ts'
import type { Expr, Templated } from '../../template/node/templated.ts'
import type { Naming } from '../naming.ts'

const { when } = scope<{
  readonly global: { readonly networkPolicy: { readonly enabled: boolean } }
}>()

/** The label by which a component's network policy lets a pod in. */
export function clientLabel(component: string): Readonly<Record<string, string>> {
  return { [`${component}-client`]: 'true' }
}

/** Pods of this release that bear the label of a component's clients. */
export function clientPods(component: string): {
  readonly matchLabels: Templated<Readonly<Record<string, string>>>
} {
  return { matchLabels: { 'app.kubernetes.io/instance': release.name, ...clientLabel(component) } }
}

/** All pods of a component, by labels that never change. */
export function componentPods(component: string): {
  readonly matchLabels: Templated<Readonly<Record<string, string>>>
} {
  return {
    matchLabels: {
      'app.kubernetes.io/name': component,
      'app.kubernetes.io/instance': release.name,
    },
  }
}

/** Pods at the other end of a policy: in its own namespace, or in another one. */
export function peer(
  podSelector: Templated<NonNullable<INetworkPolicyPeer['podSelector']>>,
  namespace?: Expr<string>,
): Templated<INetworkPolicyPeer> {
  if (!namespace) return { podSelector }
  return {
    namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': namespace } },
    podSelector,
  }
}

/** A port of a policy. */
export const tcp = (port: number | Expr<number>): Templated<INetworkPolicyPort> => ({
  protocol: 'TCP',
  port,
})

/** A port of UDP. */
export const udp = (port: number): Templated<INetworkPolicyPort> => ({ protocol: 'UDP', port })

/** A policy, in the namespace of its component unless another is said, that is there while `global.networkPolicy.enabled` holds. */
export function policy(
  name: Expr<string>,
  names: Naming,
  spec: NonNullable<Templated<NonNullable<INetworkPolicy['spec']>>>,
  namespace?: Expr<string>,
): unknown {
  const document: Templated<INetworkPolicy> = {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'NetworkPolicy',
    metadata: { name, ...(namespace ? { namespace } : {}), labels: names.labels },
    spec,
  }
  return when('global.networkPolicy.enabled', document)
}
