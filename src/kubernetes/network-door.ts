import type { INetworkPolicy } from 'kubernetes-models/networking.k8s.io/v1/NetworkPolicy'
import type { INetworkPolicyPort } from 'kubernetes-models/networking.k8s.io/v1/NetworkPolicyPort'
import type { ComponentContext } from '../platform/component.ts'
import { release, text } from '../template/expression.ts'
import { scope } from '../template/scope.ts'
import type { Expr, Templated, TemplatedItem } from '../template/templated.ts'
import type { Naming } from './naming.ts'

const { when } = scope<{
  readonly global: { readonly networkPolicy: { readonly enabled: boolean } }
}>()

/** The label that opens a component's doors to a pod. */
export function clientLabel(component: string): Readonly<Record<string, string>> {
  return { [`${component}-client`]: 'true' }
}

/** Pods of this release that bear the label of a component's clients. */
export function clientPods(component: string): {
  readonly matchLabels: Templated<Readonly<Record<string, string>>>
} {
  return { matchLabels: { 'app.kubernetes.io/instance': release.name, ...clientLabel(component) } }
}

type Ports = readonly TemplatedItem<INetworkPolicyPort>[]

/** A port of a policy. */
export const tcp = (port: number | Expr<number>): Templated<INetworkPolicyPort> => ({
  protocol: 'TCP',
  port,
})

/**
 * Both sides of the way from a component's clients to its pods, owned by the component that is
 * called. Everything else is refused by the umbrella's default deny.
 */
export function networkDoors(component: string, names: Naming, ports: Ports): readonly unknown[] {
  return [
    policy(text`${names.fullname}-ingress`, names, {
      podSelector: { matchLabels: names.selectorLabels },
      policyTypes: ['Ingress'],
      ingress: [{ from: [{ podSelector: clientPods(component) }], ports }],
    }),
    policy(text`${names.fullname}-clients-egress`, names, {
      podSelector: clientPods(component),
      policyTypes: ['Egress'],
      egress: [{ to: [{ podSelector: { matchLabels: names.selectorLabels } }], ports }],
    }),
  ]
}

/** The way of a component's clients, where it has any. */
export function clientDoors(
  { name, clients }: ComponentContext,
  names: Naming,
  ports: Ports,
): readonly unknown[] {
  return clients.length > 0 ? networkDoors(name, names, ports) : []
}

/** A policy that is there while `global.networkPolicy.enabled` holds. */
export function policy(
  name: Expr<string>,
  names: Naming,
  spec: NonNullable<Templated<NonNullable<INetworkPolicy['spec']>>>,
): unknown {
  const document: Templated<INetworkPolicy> = {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'NetworkPolicy',
    metadata: { name, labels: names.labels },
    spec,
  }
  return when('global.networkPolicy.enabled', document)
}
