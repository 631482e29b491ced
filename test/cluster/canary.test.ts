import { definePlatform, gateway, service } from 'chartwright'
import { inject, test } from 'vitest'
import { chartOf } from './chart-of.ts'
import { createNamespace } from './cluster.ts'
import { endpoints } from './endpoints.ts'
import { release, under } from './helm.ts'
import { fewestReady } from './ready-pods.ts'
import { changed, revisions } from './revisions.ts'
import { setting } from './shop.ts'

const platform = definePlatform({
  components: {
    web: service({
      image: 'shop/web',
      port: 8080,
      release: 'canary',
      values: { stable: { replicas: 3, image: { tag: 'v1' } } },
    }),
    gateway: gateway({ routes: { '/': 'web' }, values: { replicas: 1 } }),
  },
})

/** The way of a release: values, what they replace, and the fewest ready pods meanwhile. */
const steps: readonly (readonly [
  values: readonly string[],
  replaced: readonly string[],
  stable: number,
  canary: number,
])[] = [
  [['web.canary.replicas=1', 'web.canary.image.tag=v2'], ['shop-web-canary'], 3, 0],
  [['gateway.canaries.web.weight=10'], ['shop-gateway'], 3, 1],
  [['web.canary.replicas=3'], [], 3, 1],
  [['gateway.canaries.web.weight=50'], ['shop-gateway'], 3, 3],
  [['web.stable.image.tag=v2'], ['shop-web-stable'], 3, 3],
  [['gateway.canaries.web.weight=0'], ['shop-gateway'], 3, 3],
  [['web.canary.replicas=0'], [], 3, 0],
]

test.for(inject('tools').helms)(
  'a canary comes, takes its share and goes, and nobody who gets requests runs short of pods, under Helm $version',
  { timeout: 600_000 },
  async (helm, { expect }) => {
    const chart = chartOf(platform, { version: '1.0.0' })
    const shop = release(helm, await createNamespace(under(helm, 'canary')))
    await fewestReady(shop.namespace, shop.helm('install', chart))
    const early = await shop.attempt('upgrade', chart, ...setting('gateway.canaries.web.weight=10'))
    expect(early.stderr).toContain('web.canary has no pods')

    for (const [values, replaced, stable, canary] of steps) {
      const before = await revisions(shop.namespace)
      const change = shop.helm('upgrade', '--reuse-values', chart, ...setting(...values))
      const fewest = await fewestReady(shop.namespace, change)
      expect(fewest, values.join()).toMatchObject({
        'shop-web-stable': stable,
        'shop-web-canary': canary,
        'shop-gateway': 1,
      })
      expect(changed(before, await revisions(shop.namespace)), values.join()).toEqual(replaced)
      const both = async (): Promise<boolean> => {
        const behind = async (name: string): Promise<readonly string[]> =>
          (await endpoints(shop.namespace, name)).toSorted()
        const tracks = [...(await behind('shop-web-stable')), ...(await behind('shop-web-canary'))]
        return tracks.toSorted().join() === (await behind('shop-web')).join()
      }
      await expect.poll(both, { message: values.join() }).toBe(true)
    }
  },
)
