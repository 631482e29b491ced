import { test } from 'vitest'
import { parseQuantity } from '../../src/kubernetes/pod/quantity.ts'
import { type Amounts, type Resource, resources } from '../../src/verify/demand/amounts.ts'
import { demandOf } from '../../src/verify/demand/demand.ts'
import { at, fields } from '../../src/verify/fields.ts'
import { toRelease } from '../../src/verify/rules/release.ts'
import { podCases, podOf } from '../verify/demand/pods.ts'
import { cluster, createNamespace } from './cluster.ts'
import { pathOf } from './control-plane/api.ts'
import { newestHelm } from './helm.ts'
import { rendered } from './rendered.ts'
import { prepareShop, using } from './shop.ts'

/** A quota that counts these, and is never used up. */
const plenty = (counted: readonly Resource[]): Readonly<Record<string, string>> =>
  Object.fromEntries(counted.map((name) => [name, /memory|storage/.test(name) ? '100Ti' : '100k']))

/** What every container of the profile states: a quota refuses those that lack what it counts. */
const stated = resources.filter((name) => name !== 'limits.cpu')

test.concurrent.for(podCases.map((one, number) => ({ ...one, number })))(
  'a quota of the API server finds, too, that $name',
  async ({ number, takes, ...one }, { expect }) => {
    const namespace = await createNamespace(`pod-quota-${number}`)
    await createQuota(namespace, resources)
    const security = { allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] } }
    const spec = {
      ...podOf({ ...one, takes }, security),
      securityContext: { runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' } },
    }
    const body = { metadata: { name: 'app' }, spec }
    await cluster().call({ method: 'POST', path: pathOf('v1/pods', namespace), body })
    await expect.poll(() => used(namespace)).toMatchObject({ pods: 1, ...numbers(takes) })
  },
)

test('a quota counts what the summary of the production profile says', async ({ expect }) => {
  const shop = await prepareShop(newestHelm(), 'summary', 'prod')
  await createQuota(shop.namespace, stated)
  await shop.helm('install', ...using('prod'))
  const { least } = demandOf(toRelease(await rendered('prod'))).running
  const { 'limits.cpu': _, ...counted } = least
  await expect.poll(() => used(shop.namespace)).toEqual(counted)
})

async function createQuota(namespace: string, counted: readonly Resource[]): Promise<void> {
  const body = { metadata: { name: 'count' }, spec: { hard: plenty(counted) } }
  const path = pathOf('v1/resourcequotas', namespace)
  await cluster().call({ method: 'POST', path, body })
}

async function used(namespace: string): Promise<Partial<Amounts>> {
  const quota = await cluster().call({
    method: 'GET',
    path: `${pathOf('v1/resourcequotas', namespace)}/count`,
  })
  return numbers(fields(at(quota, 'status', 'used')))
}

function numbers(amounts: Readonly<Record<string, unknown>>): Partial<Amounts> {
  return Object.fromEntries(
    Object.entries(amounts).map(([name, amount]) => [name, parseQuantity(amount)]),
  )
}
