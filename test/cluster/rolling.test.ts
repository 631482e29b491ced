import { definePlatform, service } from 'chartwright'
import { inject, test } from 'vitest'
import { chartOf } from './chart-of.ts'
import { cluster, createNamespace } from './cluster.ts'
import { release, under } from './helm.ts'
import { fewestReady } from './ready-pods.ts'
import { setting } from './shop.ts'

const platform = definePlatform({
  components: {
    orders: service({ image: 'shop/orders', port: 8001, values: { replicas: 3 } }),
  },
})

/** Each with another image: the values, the fewest ready pods meanwhile, and what the Deployment says then. */
const ways: readonly (readonly [values: readonly string[], fewest: number, spec: object])[] = [
  [[], 3, { strategy: { type: 'RollingUpdate' } }],
  [['strategy.type=Recreate'], 0, { strategy: { type: 'Recreate' } }],
  [
    ['strategy.minReadySeconds=1', 'strategy.maxSurge=50%'],
    3,
    { minReadySeconds: 1, strategy: { rollingUpdate: { maxSurge: '50%', maxUnavailable: 0 } } },
  ],
  [
    ['strategy.maxSurge=0', 'strategy.maxUnavailable=1'],
    2,
    { strategy: { rollingUpdate: { maxSurge: 0, maxUnavailable: 1 } } },
  ],
]

test.for(inject('tools').helms)(
  'pods are replaced a few at a time or all at once, and either follows the other, under Helm $version',
  async (helm, { expect }) => {
    const chart = chartOf(platform, { version: '1.0.0' })
    const shop = release(helm, await createNamespace(under(helm, 'rolling')))
    await fewestReady(shop.namespace, shop.helm('install', chart))
    for (const [round, [values, fewest, spec]] of ways.entries()) {
      const all = setting(...[...values, `image.tag=v${round}`].map((one) => `orders.${one}`))
      const change = shop.helm('upgrade', '--reset-values', chart, ...all)
      const ready = await fewestReady(shop.namespace, change)
      const [deployment] = await cluster().list('apps/v1/deployments', shop.namespace)
      expect(ready, values.join()).toEqual({ 'shop-orders': fewest })
      expect(deployment?.spec, values.join()).toMatchObject(spec)
    }
  },
)
