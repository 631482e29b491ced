import { inject, test } from 'vitest'
import platform from '../../platform.ts'
import { cluster } from './cluster.ts'
import { contents, isData } from './contents.ts'
import { faults } from './faults.ts'
import { revisions } from './revisions.ts'
import { installShop, setting, using } from './shop.ts'

test.concurrent.for(inject('tools').helms)(
  'what is off disappears, and comes back with its data, under Helm $version',
  async (helm, { expect }) => {
    const shop = await installShop(helm, 'toggles', 'dev')
    const before = await revisions(shop.namespace)
    const claims = await claimIds(shop.namespace)

    for (const components of [['gateway'], Object.keys(platform.components)]) {
      const off = setting(...components.map((component) => `${component}.enabled=false`))
      await shop.helm('upgrade', '--reset-values', ...using('dev'), ...off)
      await expect.poll(() => remains(shop.namespace, components)).toEqual([])
      await expect.poll(() => faults(shop.namespace)).toEqual([])
    }

    await shop.helm('upgrade', '--reset-values', ...using('dev'))
    await expect.poll(() => faults(shop.namespace)).toEqual([])
    expect(await revisions(shop.namespace)).toEqual(before)
    expect(await claimIds(shop.namespace)).toEqual(claims)
  },
)

/** What is left of components, except for their claims. */
async function remains(
  namespace: string,
  components: readonly string[],
): Promise<readonly string[]> {
  const ids = await contents(namespace)
  return ids
    .filter((id) => !isData(id))
    .filter((id) => components.some((component) => id.includes(`/shop-${component}`)))
}

/** Unique ids of the claims: a claim of the same name with another id is another volume. */
async function claimIds(namespace: string): Promise<readonly string[]> {
  const claims = await cluster().list('v1/persistentvolumeclaims', namespace)
  return claims.map(({ metadata }) => metadata?.uid ?? '').toSorted()
}
