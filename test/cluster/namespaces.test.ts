import { inject, test } from 'vitest'
import { twoNamespaces, twoNamespacesIdentity } from '../namespaces-project.ts'
import { chartOf } from './chart-of.ts'
import { cluster, createNamespace } from './cluster.ts'
import { contents, isData } from './contents.ts'
import { faults } from './faults.ts'
import { newestHelm, release, under } from './helm.ts'
import { createSecrets, setting } from './shop.ts'

const chart = (): string => chartOf(twoNamespaces, twoNamespacesIdentity)

test.concurrent.for(inject('tools').helms)(
  'a release in two restricted namespaces installs, upgrades and leaves nothing but data, under Helm $version',
  async (helm, { expect }) => {
    const here = await createNamespace(under(helm, 'two-namespaces'))
    const there = await createNamespace(under(helm, 'two-namespaces-monitoring'))
    const shop = release(helm, here)
    for (const namespace of [here, there])
      await createSecrets({ ...shop, namespace }, twoNamespaces)
    const before = [await contents(here), await contents(there)]
    const place = setting(`global.namespaces.monitoring.name=${there}`)

    const bazaar = chart()
    await shop.helm('install', bazaar, ...place)
    await expect.poll(async () => [await faults(here), await faults(there)]).toEqual([[], []])
    const installed = await contents(there)
    expect(installed).toContain('apps/v1/deployments/shop-metrics')
    expect(installed).toContain('apps/v1/statefulsets/shop-history')
    expect(installed).toContain('networking.k8s.io/v1/networkpolicies/shop-default-deny')
    expect(await contents(here)).not.toContain('apps/v1/deployments/shop-metrics')

    await shop.helm('upgrade', bazaar, ...place, ...setting('agent.replicas=2', 'web.replicas=2'))
    await expect.poll(async () => [await faults(here), await faults(there)]).toEqual([[], []])
    await shop.helm('test')

    const data = [await contents(here), await contents(there)].map((all) => all.filter(isData))
    await shop.helm('uninstall')
    const after = before.map((all, i) => [...new Set([...all, ...(data[i] ?? [])])].toSorted())
    await expect.poll(async () => [await contents(here), await contents(there)]).toEqual(after)
  },
)

test.concurrent('a release makes its second namespace, and leaves it', async ({ expect }) => {
  const here = await createNamespace('made-namespace')
  const shop = release(newestHelm(), here)
  await createSecrets(shop, twoNamespaces)
  const labels = async (): Promise<unknown> => {
    const path = `/api/v1/namespaces/${here}-monitoring`
    const { metadata } = (await cluster().call({ path })) as {
      readonly metadata: { readonly labels: object }
    }
    return metadata.labels
  }
  const isMade = setting('global.namespaces.monitoring.create=true')
  const bazaar = chart()
  await shop.attempt('install', bazaar, ...isMade)
  expect(await labels()).toMatchObject({ 'pod-security.kubernetes.io/enforce': 'restricted' })
  await createSecrets({ ...shop, namespace: `${here}-monitoring` }, twoNamespaces)
  await shop.helm('upgrade', bazaar, ...isMade)
  await expect.poll(() => faults(`${here}-monitoring`)).toEqual([])
  await shop.attempt('uninstall')
  expect(await labels()).toMatchObject({ 'pod-security.kubernetes.io/enforce': 'restricted' })
})
