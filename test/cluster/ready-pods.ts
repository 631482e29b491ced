import type { IPod } from 'kubernetes-models/v1'
import { setTimeout as sleep } from 'node:timers/promises'
import { cluster } from './cluster.ts'
import { isReady } from './faults.ts'

/** The fewest pods that a Deployment had ready at some moment, by its name. */
export type FewestReady = Readonly<Record<string, number>>

/** Watches the pods of a namespace's Deployments while something goes on and until all is as it should be. */
export async function fewestReady(
  namespace: string,
  action: Promise<unknown>,
): Promise<FewestReady> {
  const fewest: Record<string, number> = {}
  const look = async (): Promise<void> => {
    for (const [name, ready] of await readyPods(namespace)) {
      fewest[name] = Math.min(fewest[name] ?? Infinity, ready)
    }
  }
  const end = action.then(() => 'over' as const)
  while ((await Promise.race([end, sleep(200)])) !== 'over') await look()
  while (!(await isSettled(namespace))) {
    await look()
    await sleep(200) // to ask without pause would keep the API server from its work
  }
  await look()
  return fewest
}

/** How many pods of each Deployment get requests. */
async function readyPods(namespace: string): Promise<readonly (readonly [string, number])[]> {
  const pods = await cluster().list('v1/pods', namespace)
  const deployments = await cluster().list('apps/v1/deployments', namespace)
  return deployments.map(({ metadata }) => {
    const name = metadata?.name ?? ''
    return [name, pods.filter((pod) => ownerOf(pod) === name && isServing(pod)).length] as const
  })
}

/** Whether each Deployment has as many pods as its autoscaler allows, all of them new and ready. */
async function isSettled(namespace: string): Promise<boolean> {
  const [deployments, autoscalers] = await Promise.all([
    cluster().list('apps/v1/deployments', namespace),
    cluster().list('autoscaling/v2/horizontalpodautoscalers', namespace),
  ])
  return deployments.every(({ metadata, spec, status }) => {
    const wanted = spec?.replicas ?? 1
    const autoscaler = autoscalers.find((one) => one.spec?.scaleTargetRef.name === metadata?.name)
    const { minReplicas = 1, maxReplicas = Infinity } = autoscaler?.spec ?? {}
    const isAllowed = !autoscaler || (minReplicas <= wanted && wanted <= maxReplicas)
    const counts = [status?.replicas, status?.readyReplicas, status?.updatedReplicas]
    const isSeen = status?.observedGeneration === metadata?.generation
    return isAllowed && isSeen && counts.every((count = 0) => count === wanted)
  })
}

function isServing(pod: IPod): boolean {
  return isReady(pod) && pod.metadata?.deletionTimestamp === undefined
}

/** The Deployment behind a pod's ReplicaSet. */
function ownerOf({ metadata }: IPod): string | undefined {
  return metadata?.ownerReferences?.[0]?.name.replace(/-[^-]+$/, '')
}
