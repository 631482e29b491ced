import { definePlatform, service } from 'chartwright'
import { setTimeout as sleep } from 'node:timers/promises'
import { inject, test } from 'vitest'
import { chartOf } from './chart-of.ts'
import { createNamespace } from './cluster.ts'
import { endpoints } from './endpoints.ts'
import { release, under } from './helm.ts'
import { revisions } from './revisions.ts'
import { setting } from './shop.ts'

const platform = definePlatform({
  components: {
    web: service({
      image: 'shop/web',
      port: 8080,
      release: 'blue-green',
      values: { blue: { replicas: 2, image: { tag: '1' } }, green: { image: { tag: '2' } } },
    }),
  },
})

test.for(inject('tools').helms)(
  'a switch and back replaces no pod and leaves the Service with ready pods at every moment, under Helm $version',
  async (helm, { expect }) => {
    const chart = chartOf(platform, { version: '1.0.0' })
    const shop = release(helm, await createNamespace(under(helm, 'blue-green')))
    await shop.helm('install', chart)
    await expect.poll(async () => endpoints(shop.namespace, 'shop-web')).toHaveLength(2)

    const switched = await shop.attempt('upgrade', chart, ...setting('web.active=green'))
    expect(switched.stderr).toContain('web.active is green, which has no pods')

    const green = 'web.green.replicas=2'
    await shop.helm('upgrade', chart, ...setting(green))
    const before = await revisions(shop.namespace)
    for (const colour of ['green', 'blue']) {
      const change = shop.helm('upgrade', chart, ...setting(green, `web.active=${colour}`))
      expect(await fewestEndpoints(shop.namespace, change)).toBeGreaterThanOrEqual(2)
      await expect
        .poll(async () => endpoints(shop.namespace, 'shop-web'))
        .toEqual([expect.stringContaining(colour), expect.stringContaining(colour)])
      expect(await revisions(shop.namespace)).toEqual(before)
    }
  },
)

/** The fewest that there were at some moment while something went on. */
async function fewestEndpoints(namespace: string, action: Promise<unknown>): Promise<number> {
  let fewest = Infinity
  const end = action.then(() => 'over' as const)
  do fewest = Math.min(fewest, (await endpoints(namespace, 'shop-web')).length)
  while ((await Promise.race([end, sleep(20)])) !== 'over')
  return fewest
}
