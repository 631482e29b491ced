import type { IPodDisruptionBudget } from 'kubernetes-models/policy/v1'
import type { IPod } from 'kubernetes-models/v1'
import { setTimeout as sleep } from 'node:timers/promises'
import { test } from 'vitest'
import { cluster } from './cluster.ts'
import { addNodes } from './control-plane/furnish.ts'
import { waitFor } from './control-plane/wait-for.ts'
import { faults, isReady } from './faults.ts'
import { newestHelm } from './helm.ts'
import { installShop, profiles } from './shop.ts'

test.concurrent.for(profiles)(
  'under $name every node can be drained, and nothing with two pods goes below its budget',
  async ({ name }, { expect }) => {
    const pool = `drain-${name}`
    const nodes = await addNodes(cluster(), pool)
    const { namespace } = await installShop(newestHelm(), pool, name, pool)
    await expect.poll(() => faults(namespace)).toEqual([])
    const budgets = await cluster().list('policy/v1/poddisruptionbudgets', namespace)
    expect(budgets.map(({ metadata }) => metadata?.name)).toEqual(await replicated(namespace))

    for (const node of nodes) {
      const missing = await shortages(namespace, budgets, drain(namespace, node))
      expect(missing, node).toEqual([])
      await expect.poll(() => faults(namespace)).toEqual([])
    }
  },
)

/** The workloads that should have a budget: those with two pods or more. */
async function replicated(namespace: string): Promise<readonly (string | undefined)[]> {
  const [deployments, statefulSets] = await Promise.all([
    cluster().list('apps/v1/deployments', namespace),
    cluster().list('apps/v1/statefulsets', namespace),
  ])
  return [...deployments, ...statefulSets]
    .filter(({ spec }) => (spec?.replicas ?? 0) > 1)
    .map(({ metadata }) => metadata?.name)
    .toSorted()
}

/** Drains a node as `kubectl drain` does, and lets it have pods again afterwards. */
async function drain(namespace: string, node: string): Promise<void> {
  await cordon(node, true)
  const pods = await cluster().list('v1/pods', namespace)
  const there = pods.filter(
    ({ spec, status }) => spec?.nodeName === node && status?.phase === 'Running',
  )
  await Promise.all(
    there.map(({ metadata }) => {
      const evicted = (): Promise<boolean> => evict(namespace, metadata?.name ?? '')
      return waitFor(`eviction of ${metadata?.name}`, evicted, { within: 180_000, every: 500 })
    }),
  )
  await cordon(node, false)
}

async function cordon(node: string, unschedulable: boolean): Promise<void> {
  const path = `/api/v1/nodes/${node}`
  await cluster().call({ method: 'PATCH', path, body: { spec: { unschedulable } } })
}

async function evict(namespace: string, name: string): Promise<boolean> {
  await cluster().call({
    method: 'POST',
    path: `/api/v1/namespaces/${namespace}/pods/${name}/eviction`,
    body: { apiVersion: 'policy/v1', kind: 'Eviction', metadata: { name, namespace } },
  })
  return true
}

/** What had fewer ready pods than its budget wants at some moment while something went on. */
async function shortages(
  namespace: string,
  budgets: readonly IPodDisruptionBudget[],
  process: Promise<void>,
): Promise<readonly string[]> {
  const found = new Set<string>()
  const end = process.then(() => 'over' as const)
  while ((await Promise.race([end, sleep(100)])) !== 'over') {
    const pods = await cluster().list('v1/pods', namespace)
    for (const budget of budgets) if (isShort(budget, pods)) found.add(budget.metadata?.name ?? '')
  }
  return [...found]
}

function isShort({ spec, status }: IPodDisruptionBudget, pods: readonly IPod[]): boolean {
  const labels = Object.entries(spec?.selector?.matchLabels ?? {})
  const selected = pods.filter(({ metadata }) =>
    labels.every(([label, value]) => metadata?.labels?.[label] === value),
  )
  return selected.filter(isReady).length < (status?.desiredHealthy ?? Infinity)
}
