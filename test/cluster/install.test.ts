import { describe, inject, test } from 'vitest'
import { cluster } from './cluster.ts'
import { contents, isData } from './contents.ts'
import { faults } from './faults.ts'
import { permissions } from './permissions.ts'
import { predictedSize } from './predicted-size.ts'
import { limitAsInProduction } from './production-limits.ts'
import { prepareShop, profiles, using } from './shop.ts'

describe.for(inject('tools').helms)('Helm $version', (helm) => {
  test.concurrent.for(profiles)(
    'installs $name, and leaves nothing but data',
    async (profile, { expect }) => {
      const shop = await prepareShop(helm, `install-${profile.name}`, profile.name)
      await limitAsInProduction(shop)
      const before = await contents(shop.namespace)
      await shop.helm('install', ...using(profile.name))
      await expect.poll(() => faults(shop.namespace)).toEqual([])
      expect(await permissions(shop)).toEqual([])
      await shop.helm('test')

      const [stored] = await cluster().list('v1/secrets', shop.namespace, 'owner=helm')
      const size = Buffer.from(stored?.data?.['release'] ?? '', 'base64').length
      const predicted = await predictedSize(helm, shop, profile)
      expect(Math.abs(size / predicted - 1)).toBeLessThan(0.01)

      const data = (await contents(shop.namespace)).filter(isData)
      expect(data.length).toBeGreaterThan(0)
      await shop.helm('uninstall')
      const after = [...new Set([...before, ...data])].toSorted()
      await expect.poll(() => contents(shop.namespace)).toEqual(after)
    },
  )
})
