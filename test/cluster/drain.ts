import type { IPodDisruptionBudget } from 'kubernetes-models/policy/v1'
import type { IPod } from 'kubernetes-models/v1'
import { setTimeout as sleep } from 'node:timers/promises'
import type { ExpectStatic } from 'vitest'
import { cluster } from './cluster.ts'
import { waitFor } from './control-plane/wait-for.ts'
import { faultsIn, isReady } from './faults.ts'

/**
 * Each node can be drained, one after the other, and nothing with two pods goes below its budget, of which
 * each has one.
 */
export async function expectDrains(
  expect: ExpectStatic,
  nodes: readonly string[],
  namespaces: readonly string[],
): Promise<void> {
  const all = namespaces.map((one) => cluster().list('policy/v1/poddisruptionbudgets', one))
  const budgets = (await Promise.all(all)).flat()
  const names = budgets.map(({ metadata }) => metadata?.name).toSorted()
  expect(names).toEqual(await replicated(namespaces))
  for (const node of nodes) {
    const missing = await shortages(namespaces, budgets, drain(namespaces, node))
    expect(missing, node).toEqual([])
    await expect.poll(() => faultsIn(namespaces)).toEqual([])
  }
}

/** The workloads that should have a budget: those with two pods or more. */
async function replicated(namespaces: readonly string[]): Promise<readonly (string | undefined)[]> {
  const all = namespaces.flatMap((one) => [
    cluster().list('apps/v1/deployments', one),
    cluster().list('apps/v1/statefulsets', one),
  ])
  return (await Promise.all(all))
    .flat()
    .filter(({ spec }) => (spec?.replicas ?? 0) > 1)
    .map(({ metadata }) => metadata?.name)
    .toSorted()
}

/** Drains a node as `kubectl drain` does, and lets it have pods again afterwards. */
async function drain(namespaces: readonly string[], node: string): Promise<void> {
  await cordon(node, true)
  const pods = await podsIn(namespaces)
  const there = pods.filter(
    ({ spec, status }) => spec?.nodeName === node && status?.phase === 'Running',
  )
  await Promise.all(
    there.map(({ metadata }) => {
      const { namespace = '', name = '' } = metadata ?? {}
      const evicted = (): Promise<boolean> => evict(namespace, name)
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
  namespaces: readonly string[],
  budgets: readonly IPodDisruptionBudget[],
  process: Promise<void>,
): Promise<readonly string[]> {
  const found = new Set<string>()
  const end = process.then(() => 'over' as const)
  while ((await Promise.race([end, sleep(100)])) !== 'over') {
    const pods = await podsIn(namespaces)
    for (const budget of budgets) if (isShort(budget, pods)) found.add(budget.metadata?.name ?? '')
  }
  return [...found]
}

async function podsIn(namespaces: readonly string[]): Promise<readonly IPod[]> {
  return (await Promise.all(namespaces.map((one) => cluster().list('v1/pods', one)))).flat()
}

function isShort(
  { metadata: { namespace } = {}, spec, status }: IPodDisruptionBudget,
  pods: readonly IPod[],
): boolean {
  const labels = Object.entries(spec?.selector?.matchLabels ?? {})
  const selected = pods.filter(
    ({ metadata }) =>
      metadata?.namespace === namespace &&
      labels.every(([label, value]) => metadata?.labels?.[label] === value),
  )
  return selected.filter(isReady).length < (status?.desiredHealthy ?? Infinity)
}
