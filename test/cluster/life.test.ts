import { describe, inject, test } from 'vitest'
import { cluster } from './cluster.ts'
import { contents, isData } from './contents.ts'
import { pathOf } from './control-plane/api.ts'
import { faults } from './faults.ts'
import type { Release } from './helm.ts'
import { changed, revisions } from './revisions.ts'
import { chart, installShop, setting, using } from './shop.ts'

describe.for(inject('tools').helms)('Helm $version', (helm) => {
  test.concurrent('an upgrade rolls what it changes, and a rollback undoes it', async ({
    expect,
  }) => {
    const shop = await installShop(helm, 'upgrade', 'dev')
    const before = await revisions(shop.namespace)
    const changes = setting('catalog.image.tag=2.0.0', 'cart.config.LOG_LEVEL=warn')
    await shop.helm('upgrade', '--reset-values', ...using('dev'), ...changes)
    const after = await revisions(shop.namespace)
    expect(changed(before, after)).toEqual(['shop-cart', 'shop-catalog', 'shop-catalog-migrate'])
    await expect.poll(() => faults(shop.namespace)).toEqual([])

    await shop.helm('upgrade', '--reuse-values', chart)
    expect(await revisions(shop.namespace)).toEqual(after)
    await shop.helm('rollback', '1')
    expect(await revisions(shop.namespace)).toEqual(before)
    await expect.poll(() => faults(shop.namespace)).toEqual([])

    await shop.helm('uninstall')
    await expect.poll(() => ours(shop)).toSatisfy(isDataOnly)
  })

  test.concurrent('a release goes from dev to prod and back', async ({ expect }) => {
    const shop = await installShop(helm, 'profiles', 'dev')
    const before = await revisions(shop.namespace)
    await shop.helm('upgrade', '--reset-values', ...using('prod'))
    await expect.poll(() => faults(shop.namespace)).toEqual([])

    // The Secrets of dev stayed, so that prod found what it relies on.
    await shop.helm('upgrade', '--reset-values', ...using('dev'))
    expect(await revisions(shop.namespace)).toEqual(before)
    await expect.poll(() => faults(shop.namespace)).toEqual([])

    await shop.helm('uninstall')
    await expect.poll(() => ours(shop)).toSatisfy(isDataOnly)
  })

  test.concurrent('the autoscaler scales while an upgrade runs', async ({ expect }) => {
    const shop = await installShop(helm, 'scaling', 'prod')
    const upgradeTo = (tag: string): Promise<unknown> =>
      shop.helm(
        'upgrade',
        '--reset-values',
        ...using('prod'),
        ...setting(`catalog.image.tag=${tag}`),
      )
    const upgrade = upgradeTo('2.0.0')
    await cluster().call({
      method: 'PATCH',
      path: `${pathOf('apps/v1/deployments', shop.namespace)}/shop-catalog/scale?fieldManager=hpa`,
      body: { spec: { replicas: 5 } },
    })
    await upgrade
    await upgradeTo('3.0.0')
    const deployments = await cluster().list('apps/v1/deployments', shop.namespace)
    const catalog = deployments.find(({ metadata }) => metadata?.name === 'shop-catalog')
    expect(catalog?.status?.readyReplicas).toBe(5)
  })
})

/** What is named after a release. */
async function ours({ name, namespace }: Release): Promise<readonly string[]> {
  const ids = await contents(namespace)
  return ids.filter(
    (id) => id.includes(`/${name}-`) || id.includes(`-${name}-`) || id.includes(`.${name}.`),
  )
}

function isDataOnly(ids: readonly string[]): boolean {
  return ids.length > 0 && ids.every(isData)
}
