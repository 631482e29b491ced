import { definePlatform, service } from 'chartwright'
import { inject, test } from 'vitest'
import { at, number } from '../../src/verify/fields.ts'
import type { Manifest } from '../../src/verify/manifest.ts'
import { chartOf } from './chart-of.ts'
import { cluster, createNamespace } from './cluster.ts'
import { release, type Release, under } from './helm.ts'
import { fewestReady } from './ready-pods.ts'
import { rendered } from './rendered.ts'
import { scale } from './scale.ts'
import { installShop, setting, using } from './shop.ts'

const small = definePlatform({
  components: { orders: service({ image: 'shop/orders', port: 8001, uses: [] }) },
})

const fixed = (pods: number) => [`orders.replicas=${pods}`]
const byLoad = (least: number) => [
  'orders.autoscaling.enabled=true',
  `orders.autoscaling.minReplicas=${least}`,
]
const busy = 8

/** What changes, the values after it, the fewest pods meanwhile, and how many are there afterwards. */
const directions: readonly (readonly [
  direction: string,
  values: readonly string[] | 'rollback',
  fewest: number,
  then: number,
])[] = [
  ['off → on', byLoad(3), 3, 3],
  ['another image while 8 pods run', [...byLoad(3), 'orders.image.tag=v2'], 8, 8],
  ['minReplicas raised', byLoad(5), 8, 8],
  ['minReplicas lowered', byLoad(2), 8, 8],
  ['on → off', fixed(3), 3, 3],
  ['rollback to on', 'rollback', 3, 3],
  ['rollback to off', 'rollback', 3, 3],
  ['off → on with more', byLoad(5), 3, 5],
  ['on → something else', ['orders.autoscaling.external=true'], 5, 5],
  ['something else → off', fixed(3), 3, 3],
  ['3 → 0', fixed(0), 0, 0],
  ['0 → 2', fixed(2), 0, 2],
]

test.concurrent.for(inject('tools').helms)(
  'no direction shrinks what runs, nor resets what load has scaled to, under Helm $version',
  async (helm, { expect }) => {
    const chart = chartOf(small, { version: '1.0.0' })
    const shop = release(helm, await createNamespace(under(helm, 'directions')))
    await fewestReady(shop.namespace, shop.helm('install', chart, ...setting(...fixed(3))))
    const found = []
    for (const [direction, values] of directions) {
      if (direction.startsWith('another image')) await scale(shop, 'shop-orders', busy)
      const args = values === 'rollback' ? [] : ['--reset-values', chart, ...setting(...values)]
      const change = shop.attempt(values === 'rollback' ? 'rollback' : 'upgrade', ...args)
      const { 'shop-orders': fewest } = await fewestReady(shop.namespace, change)
      const { exitCode, stderr } = await change
      found.push([direction, exitCode === 0 ? fewest : stderr, await pods(shop)])
    }
    const expected = directions.map(([direction, , fewest, then]) => [direction, fewest, then])
    expect(found).toEqual(expected)
  },
)

test.concurrent.for(inject('tools').helms)(
  'no way from one profile to another shrinks what runs, under Helm $version',
  async (helm, { expect }) => {
    const way = ['dev', 'staging', 'prod', 'dev', 'prod', 'staging', 'dev'] as const
    const shop = await installShop(helm, 'ways', way[0])
    const shrunk = []
    for (const [index, to] of way.slice(1).entries()) {
      const from = way[index] ?? ''
      const change = shop.helm('upgrade', '--reset-values', ...using(to))
      const fewest = await fewestReady(shop.namespace, change)
      const [before, after] = [await asked(from), await asked(to)]
      for (const [name, ready] of Object.entries(fewest)) {
        const least = Math.min(before[name] ?? 0, after[name] ?? 0)
        if (ready < least) shrunk.push(`${from} → ${to}: ${name} from ${least} to ${ready}`)
      }
    }
    expect(shrunk).toEqual([])
  },
)

async function pods({ namespace }: Release): Promise<number> {
  const [deployment] = await cluster().list('apps/v1/deployments', namespace)
  return deployment?.status?.readyReplicas ?? 0
}

/** How many pods a profile asks for, by Deployment. */
async function asked(profile: string): Promise<Readonly<Record<string, number>>> {
  const manifests = await rendered(profile)
  const autoscalers = manifests.filter(({ kind }) => kind === 'HorizontalPodAutoscaler')
  const floor = ({ name, body }: Manifest): number => {
    const autoscaler = autoscalers.find((one) => one.name === name)
    const least = autoscaler ? at(autoscaler.body, 'spec', 'minReplicas') : undefined
    return number(least ?? at(body, 'spec', 'replicas')) ?? 1
  }
  // A store that is recreated has no pod for a moment, whatever its number is.
  const deployments = manifests.filter(
    ({ kind, body }) =>
      kind === 'Deployment' && at(body, 'spec', 'strategy', 'type') === 'RollingUpdate',
  )
  return Object.fromEntries(deployments.map((one) => [one.name, floor(one)]))
}
