import { describe, inject, test } from 'vitest'
import { cluster } from './cluster.ts'
import { faults } from './faults.ts'
import { changed, revisions } from './revisions.ts'
import { chart, createSecrets, deleteSecrets, installShop, using } from './shop.ts'

describe.for(inject('tools').helms)('Helm $version', (helm) => {
  test.concurrent('an upgrade rolls what it changes, and a rollback undoes it', async ({
    expect,
  }) => {
    const shop = await installShop(helm, 'upgrade', 'dev')
    const before = await revisions(shop.namespace)
    const changes = ['--set', 'catalog.image.tag=2.0.0', '--set', 'cart.config.LOG_LEVEL=warn']
    await shop.helm('upgrade', '--reset-values', ...using('dev'), ...changes)
    const after = await revisions(shop.namespace)
    expect(changed(before, after)).toEqual(['shop-cart', 'shop-catalog', 'shop-catalog-migrate'])
    await expect.poll(() => faults(shop.namespace)).toEqual([])

    await shop.helm('upgrade', '--reuse-values', chart)
    expect(await revisions(shop.namespace)).toEqual(after)
    await shop.helm('rollback', '1')
    expect(await revisions(shop.namespace)).toEqual(before)
    await expect.poll(() => faults(shop.namespace)).toEqual([])
  })

  test.concurrent('a release goes from dev to prod and back', async ({ expect }) => {
    const shop = await installShop(helm, 'profiles', 'dev')
    const before = await revisions(shop.namespace)
    const production = await shop.helm('upgrade', '--reset-values', ...using('prod'))
    expect(production.stderr).toBe('')
    await expect.poll(() => faults(shop.namespace)).toEqual([])

    // The Secrets of dev went with dev. Those that prod relies on are not dev's to take over.
    await createSecrets(shop)
    await deleteSecrets(shop)
    await shop.helm('upgrade', '--reset-values', ...using('dev'))
    expect(await revisions(shop.namespace)).toEqual(before)
    await expect.poll(() => faults(shop.namespace)).toEqual([])
  })

  test.concurrent('the autoscaler scales while an upgrade runs', async ({ expect }) => {
    const shop = await installShop(helm, 'scaling', 'prod')
    const upgrade = shop.helm(
      'upgrade',
      '--reset-values',
      ...using('prod'),
      '--set',
      'catalog.image.tag=2.0.0',
    )
    await cluster().call({
      method: 'PATCH',
      path: `/apis/apps/v1/namespaces/${shop.namespace}/deployments/shop-catalog/scale?fieldManager=kube-controller-manager`,
      body: { spec: { replicas: 5 } },
    })
    await upgrade
    await shop.helm(
      'upgrade',
      '--reset-values',
      ...using('prod'),
      '--set',
      'catalog.image.tag=3.0.0',
    )
    const deployments = await cluster().list('apps/v1/deployments', shop.namespace)
    const catalog = deployments.find(({ metadata }) => metadata?.name === 'shop-catalog')
    expect(catalog?.status?.readyReplicas).toBe(5)
  })
})
