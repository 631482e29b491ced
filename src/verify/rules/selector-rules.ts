import { at, fields, items } from '../fields.ts'
import type { Manifest } from '../manifest.ts'
import { budgetPods } from './disruption-budget.ts'
import type { Pod } from './pod.ts'
import { ofKind, type Release } from './release.ts'
import { rule, type Rule } from './rule.ts'
import { servicePods } from './service-pods.ts'
import { selects } from './selector.ts'

/** Rules on label selectors that miss, which Kubernetes takes without a word. */
export const selectorRules: readonly Rule[] = [
  rule('every workload selects the pods that it makes', ({ pods }) =>
    pods
      .filter(({ owner }) => ['Deployment', 'StatefulSet', 'DaemonSet'].includes(owner.kind))
      .filter(({ owner, labels }) => !selects(at(owner.body, 'spec', 'selector'), labels))
      .map(({ owner }) => ({ manifest: owner, detail: 'its pods lack a label of its selector' })),
  ),

  rule('every disruption budget selects a pod', (release) =>
    ofKind(release, 'PodDisruptionBudget', 'policy')
      .filter((budget) => budgetPods(release, budget).length === 0)
      .map((manifest) => ({ manifest, at: 'spec.selector', detail: 'no pod has these labels' })),
  ),

  rule('a disruption budget selects no pod of a Job', (release) =>
    ofKind(release, 'PodDisruptionBudget', 'policy').flatMap((manifest) =>
      budgetPods(release, manifest)
        .filter(isJob)
        .map(({ owner }) => ({ manifest, detail: `it counts the pods of ${owner.name}` })),
    ),
  ),

  rule('a Service selects no pod of a Job', (release) =>
    ofKind(release, 'Service').flatMap((manifest) =>
      servicePods(release, manifest)
        .filter(isJob)
        .map(({ owner }) => ({ manifest, detail: `it sends requests to ${owner.name}` })),
    ),
  ),

  rule('every NetworkPolicy selects a pod', (release) =>
    policies(release)
      .filter((policy) => !meets(release, policy, at(policy.body, 'spec', 'podSelector')))
      .map((manifest) => ({ manifest, at: 'spec.podSelector', detail: 'no pod has these labels' })),
  ),

  rule(
    'every peer of a NetworkPolicy in its own namespace is a pod of the release',
    (release) =>
      policies(release).flatMap((manifest) =>
        localPeers(manifest)
          .filter(({ podSelector }) => !meets(release, manifest, podSelector))
          .map(({ at }) => ({ manifest, at, detail: 'no pod has these labels' })),
      ),
    'warning',
  ),
]

function isJob({ owner }: Pod): boolean {
  return ['Job', 'CronJob'].includes(owner.kind)
}

function policies(release: Release): readonly Manifest[] {
  return ofKind(release, 'NetworkPolicy', 'networking.k8s.io')
}

function meets({ pods }: Release, { namespace }: Manifest, selector: unknown): boolean {
  if (Object.keys(fields(selector)).length === 0) return true
  return pods.some(
    ({ owner, labels }) => owner.namespace === namespace && selects(selector, labels),
  )
}

interface Peer {
  readonly at: string
  readonly podSelector: unknown
}

function localPeers({ body }: Manifest): readonly Peer[] {
  const sides = { ingress: 'from', egress: 'to' }
  return Object.entries(sides).flatMap(([side, end]) =>
    items(at(body, 'spec', side))
      .flatMap((rule) => items(rule[end]))
      .filter(({ namespaceSelector, ipBlock }) => !namespaceSelector && !ipBlock)
      .map(({ podSelector }) => ({ at: `spec.${side}.${end}`, podSelector })),
  )
}
