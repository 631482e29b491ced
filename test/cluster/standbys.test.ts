import { inject, test } from 'vitest'
import { database, definePlatform, postgresql, service } from 'chartwright'
import { chartOf } from './chart-of.ts'
import { cluster, createNamespace } from './cluster.ts'
import { endpoints } from './endpoints.ts'
import { faults } from './faults.ts'
import { release, under } from './helm.ts'
import { changed, revisions } from './revisions.ts'
import { createSecrets, setting } from './shop.ts'

const platform = definePlatform({
  components: {
    reports: service({ image: 'shop/reports', port: 8000, uses: [database('db')] }),
    db: postgresql({ standbys: true }),
  },
})

test.concurrent.for(inject('tools').helms)(
  'standbys come and go, and the server goes on meanwhile, with Helm $version',
  async (helm, { expect }) => {
    const shop = release(helm, await createNamespace(under(helm, 'standbys')))
    await createSecrets(shop, platform)
    const chart = chartOf(platform, {})
    const scaledTo = (replicas: number): Promise<unknown> =>
      shop.helm('upgrade', '--reset-values', chart, ...setting(`db.standbys.replicas=${replicas}`))
    const readers = async (): Promise<readonly string[]> =>
      (await endpoints(shop.namespace, 'shop-db-readonly')).toSorted()
    const claims = async (): Promise<readonly (string | undefined)[]> => {
      const all = await cluster().list('v1/persistentvolumeclaims', shop.namespace)
      return all.map(({ metadata }) => metadata?.name).toSorted()
    }
    const none = ['Service has no endpoint: shop-db-standby-headless']

    await shop.helm('install', chart, ...setting('db.standbys.replicas=0'))
    await expect.poll(() => faults(shop.namespace)).toEqual(none)
    await expect.poll(readers).toEqual(['shop-db-0'])
    const before = await revisions(shop.namespace)

    await scaledTo(2)
    await expect.poll(() => faults(shop.namespace)).toEqual([])
    await expect.poll(readers).toEqual(['shop-db-standby-0', 'shop-db-standby-1'])
    const job = ['shop-db-provision'] // which takes the slots of those away that there are no more
    expect(changed(before, await revisions(shop.namespace))).toEqual(job)

    await scaledTo(0)
    await expect.poll(readers).toEqual(['shop-db-0'])
    await expect.poll(() => faults(shop.namespace)).toEqual(none)
    expect(await revisions(shop.namespace)).toEqual(before)
    expect(await claims()).toEqual([
      'data-shop-db-standby-0',
      'data-shop-db-standby-1',
      'shop-db-data',
    ])
  },
)
