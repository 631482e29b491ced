import { at, fields, number, text } from '../fields.ts'
import type { Manifest } from '../manifest.ts'
import { ofKind, type Release } from '../rules/release.ts'

/** How many pods a workload has at the least and at the most: by its autoscaler, or its own number. */
export function podsOfWorkload(
  release: Release,
  owner: Manifest,
): { readonly least: number; readonly most: number } {
  const own = number(at(owner.body, 'spec', 'replicas')) ?? 1
  const autoscaler = autoscalerOf(release, owner)
  if (!autoscaler) return { least: own, most: own }
  const { minReplicas, maxReplicas } = fields(at(autoscaler.body, 'spec'))
  const least = number(minReplicas) ?? 1
  return { least, most: Math.max(least, number(maxReplicas) ?? least) }
}

function autoscalerOf(release: Release, owner: Manifest): Manifest | undefined {
  return ofKind(release, 'HorizontalPodAutoscaler', 'autoscaling').find(
    ({ body, namespace }) =>
      namespace === owner.namespace &&
      at(body, 'spec', 'scaleTargetRef', 'kind') === owner.kind &&
      at(body, 'spec', 'scaleTargetRef', 'name') === owner.name,
  )
}

/** How many new pods a rolling update starts before old ones go. */
export function surgeOf({ kind, body }: Manifest, pods: number): number {
  if (kind !== 'Deployment' || at(body, 'spec', 'strategy', 'type') === 'Recreate') return 0
  const surge = at(body, 'spec', 'strategy', 'rollingUpdate', 'maxSurge') ?? '25%'
  return pods === 0 ? 0 : (scaled(surge, pods) ?? 0)
}

/** A number, or a percentage of the total, which Kubernetes rounds up. */
export function scaled(amount: unknown, total: number): number | undefined {
  const [, percent] = /^(\d+)%$/.exec(text(amount) ?? '') ?? []
  return percent === undefined ? number(amount) : Math.ceil((Number(percent) * total) / 100)
}
