import { at, fields } from '../fields.ts'
import { podsOfWorkload, scaled } from '../demand/pod-numbers.ts'
import type { Manifest } from '../manifest.ts'
import type { Pod } from './pod.ts'
import type { Release } from './release.ts'
import { selects } from './selector.ts'

/**
 * How many pods a disruption budget lets go at once when its workloads run at their floor;
 * undefined when no pod is meant, or when their number is not known.
 */
export function disruptionsAllowed(release: Release, budget: Manifest): number | undefined {
  const floors = budgetPods(release, budget).map((pod) => replicaFloor(release, pod))
  const total = floors.reduce<number>((sum, floor) => sum + (floor ?? Number.NaN), 0)
  if (!(total > 0)) return undefined // NaN is not
  const { minAvailable, maxUnavailable } = fields(budget.body['spec'])
  if (maxUnavailable !== undefined) return scaled(maxUnavailable, total)
  return total - (scaled(minAvailable, total) ?? 1)
}

/** The pods that a disruption budget selects. */
export function budgetPods({ pods }: Pick<Release, 'pods'>, budget: Manifest): readonly Pod[] {
  const selector = at(budget.body, 'spec', 'selector')
  return pods.filter(
    ({ owner, labels }) => owner.namespace === budget.namespace && selects(selector, labels),
  )
}

/** The least number of pods that a workload has: that of its autoscaler, or its own. */
function replicaFloor(release: Release, { owner }: Pod): number | undefined {
  if (!['Deployment', 'StatefulSet', 'ReplicaSet'].includes(owner.kind)) return undefined
  return podsOfWorkload(release, owner).least
}
