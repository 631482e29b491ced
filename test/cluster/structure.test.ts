import { cache, call, database, definePlatform, postgresql, redis, service } from 'chartwright'
import { inject, test } from 'vitest'
import { chartOf } from './chart-of.ts'
import { createNamespace } from './cluster.ts'
import { contents } from './contents.ts'
import { faults } from './faults.ts'
import { release, under } from './helm.ts'
import { changed, revisions } from './revisions.ts'
import { createSecrets } from './shop.ts'

const users = service({
  image: 'shop/users',
  port: 8001,
  uses: [database('postgresql')],
  migrate: ['migrate'],
})
const reports = service({ image: 'shop/reports', port: 8002, uses: [call('users')] })
const orders = service({
  image: 'shop/orders',
  port: 8003,
  uses: [database('postgresql'), cache('redis')],
})
const base = { users, postgresql: postgresql() }

const first = definePlatform({ components: { ...base, reports } })
/** One more client of PostgreSQL, and one more store. */
const grown = definePlatform({ components: { ...base, reports, orders, redis: redis() } })
const shrunk = definePlatform({ components: { ...base, orders, redis: redis() } })

test.for(inject('tools').helms)(
  'a release follows its platform through changes of structure under Helm $version',
  async (helm, { expect }) => {
    const namespace = await createNamespace(under(helm, 'structure'))
    const shop = release(helm, namespace)
    await createSecrets(shop, grown)
    await shop.helm(
      'install',
      chartOf(first, { version: '1.0.0' }),
      '--set',
      'users.image.tag=1.2.3',
    )
    const before = await revisions(namespace)

    await shop.helm('upgrade', '--reuse-values', chartOf(grown, { version: '2.0.0' }))
    await expect.poll(() => faults(namespace)).toEqual([])
    const after = await revisions(namespace)
    const added = ['shop-orders', 'shop-postgresql-provision', 'shop-redis']
    expect(changed(before, after)).toEqual(added)

    // With --reuse-values come those of `reports`, even if they are defaults: the schema says so.
    const refused = await shop.attempt(
      'upgrade',
      '--reuse-values',
      chartOf(shrunk, { version: '3.0.0' }),
    )
    expect(refused.stderr).toContain("additional properties 'reports' not allowed")
    await shop.helm('upgrade', '--reset-then-reuse-values', chartOf(shrunk, { version: '3.0.0' }))
    await expect
      .poll(() => contents(namespace))
      .not.toContainEqual(expect.stringContaining('/shop-reports'))
    expect(changed(after, await revisions(namespace))).toEqual([])

    await shop.helm('rollback', '1')
    expect(await revisions(namespace)).toEqual(before)
    await expect.poll(() => faults(namespace)).toEqual([])
  },
)
