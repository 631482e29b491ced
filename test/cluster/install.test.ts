import { describe, inject, test } from 'vitest'
import { cluster } from './cluster.ts'
import { contents } from './contents.ts'
import { faults } from './faults.ts'
import { permissions } from './permissions.ts'
import { predictedSize } from './predicted-size.ts'
import { prepareShop, profiles, using } from './shop.ts'

describe.for(inject('tools').helms)('Helm $version', (helm) => {
  test.concurrent.for(profiles)(
    'installs $name, and leaves nothing but data',
    async (profile, { expect }) => {
      const shop = await prepareShop(helm, `install-${profile.name}`, profile.name)
      const before = await contents(shop.namespace)
      const { stderr } = await shop.helm('install', ...using(profile.name))
      expect(stderr).toBe('') // what the API server warns of
      await expect.poll(() => faults(shop.namespace)).toEqual([])
      expect(await permissions(shop)).toEqual([])
      await shop.helm('test')

      const [stored] = await cluster().list('v1/secrets', shop.namespace, 'owner=helm')
      const size = Buffer.from(stored?.data?.['release'] ?? '', 'base64').length
      const predicted = await predictedSize(helm, shop, profile)
      expect(Math.abs(size / predicted - 1)).toBeLessThan(0.01)

      const claims = await cluster().list('v1/persistentvolumeclaims', shop.namespace)
      const data = claims.map(({ metadata }) => `v1/persistentvolumeclaims/${metadata?.name}`)
      await shop.helm('uninstall')
      const after = [...before, ...data].toSorted()
      await expect.poll(() => contents(shop.namespace)).toEqual(after)
    },
  )
})
