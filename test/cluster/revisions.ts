import { cluster } from './cluster.ts'

/**
 * What runs in a namespace, by names that carry a hash of their pod template: the ReplicaSets with
 * pods, the revisions of StatefulSets, and the Jobs.
 */
export async function revisions(namespace: string): Promise<readonly string[]> {
  const api = cluster()
  const [replicaSets, statefulSets, jobs] = await Promise.all([
    api.list('apps/v1/replicasets', namespace),
    api.list('apps/v1/statefulsets', namespace),
    api.list('batch/v1/jobs', namespace),
  ])
  const current = replicaSets.filter(({ spec }) => (spec?.replicas ?? 0) > 0)
  return [
    ...current.map(({ metadata }) => metadata?.name ?? ''),
    ...statefulSets.map(({ status }) => status?.updateRevision ?? ''),
    ...jobs.map(({ metadata }) => metadata?.name ?? ''),
  ].toSorted()
}

/** What runs now and did not before, without the hashes. */
export function changed(before: readonly string[], after: readonly string[]): readonly string[] {
  const added = after.filter((name) => !before.includes(name))
  return added.map((name) => name.replace(/-[^-]+$/, ''))
}
