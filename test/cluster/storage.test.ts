import { definePlatform, service, worker } from 'chartwright'
import { inject, test } from 'vitest'
import type { Tool } from '../../src/verify/tools/find-family.ts'
import { chartOf } from './chart-of.ts'
import { cluster, createNamespace } from './cluster.ts'
import { lateStorageClass } from './control-plane/furnish.ts'
import { faults } from './faults.ts'
import { release, type Release, under } from './helm.ts'
import { setting } from './shop.ts'

const data = { storage: { data: '1Gi' }, mounts: { '/var/lib/app': 'data' } } as const

const platform = definePlatform({
  components: {
    wiki: service({ image: 'shop/wiki', port: 8080, ...data }),
    indexer: worker({ image: 'shop/indexer', ...data }),
  },
})

/** Every volume comes when a pod mounts its claim. */
const late = setting(`global.storageClass=${lateStorageClass}`)

test.for(inject('tools').helms)(
  'what pods keep is theirs after an upgrade, a drain, and another installation, under Helm $version',
  async (helm, { expect }) => {
    const shop = await emptyRelease(helm, 'storage')
    const chart = chartOf(platform, { version: '1.0.0' })
    await shop.helm('install', chart, ...late)
    await expect.poll(() => faults(shop.namespace)).toEqual([])
    const before = await volumes(shop.namespace)
    expect(Object.keys(before)).toEqual(['shop-indexer-data', 'shop-wiki-data'])

    const next = setting('wiki.image.tag=2.0.0', 'wiki.storage.data.size=2Gi')
    const upgraded = shop.helm('upgrade', chart, ...late, ...next)
    expect(await mostPods(shop.namespace, 'wiki', upgraded)).toBe(1)
    await evictAll(shop.namespace)
    await expect.poll(() => faults(shop.namespace), { timeout: 60_000 }).toEqual([])

    await shop.helm('uninstall')
    expect(await volumes(shop.namespace)).toEqual(before)
    await shop.helm('install', chart, ...late, ...next)
    await expect.poll(() => faults(shop.namespace)).toEqual([])
    expect(await volumes(shop.namespace)).toEqual(before)
  },
)

const stateless = definePlatform({
  components: { wiki: service({ image: 'shop/wiki', port: 8080 }) },
})

test.for(inject('tools').helms)(
  'a service that has had several pods gets storage, under Helm $version',
  async (helm, { expect }) => {
    const shop = await emptyRelease(helm, 'stored')
    await shop.helm('install', chartOf(stateless, { version: '1.0.0' }))
    const upgrade = await shop.attempt('upgrade', chartOf(platform, { version: '2.0.0' }))
    expect(upgrade.stderr).toBe('')
    await expect.poll(() => faults(shop.namespace)).toEqual([])
    const [wiki] = await cluster().list('apps/v1/deployments', shop.namespace)
    expect(wiki?.spec?.replicas).toBe(1)
  },
)

const members = definePlatform({
  components: {
    wiki: service({
      image: 'shop/wiki',
      port: 8080,
      statefulSet: 'OrderedReady',
      ...data,
      values: { replicas: 3 },
    }),
    shards: worker({ image: 'shop/shards', statefulSet: 'Parallel', values: { replicas: 2 } }),
  },
})

test.for(inject('tools').helms)(
  'the pods of a StatefulSet keep their names and volumes, and reach each other, under Helm $version',
  async (helm, { expect }) => {
    const shop = await emptyRelease(helm, 'members')
    const chart = chartOf(members, { version: '1.0.0' })
    await shop.helm('install', chart, ...late)
    await expect.poll(() => faults(shop.namespace)).toEqual([])
    const before = await volumes(shop.namespace)
    expect(Object.keys(before)).toEqual([0, 1, 2].map((index) => `data-shop-wiki-${index}`))
    const pods = await cluster().list('v1/pods', shop.namespace, component('wiki'))
    const numbers = pods.map(({ metadata }) => metadata?.labels?.['apps.kubernetes.io/pod-index'])
    expect(numbers.toSorted()).toEqual(['0', '1', '2'])
    expect(await hosts(shop.namespace)).toEqual([0, 1, 2].map((index) => `shop-wiki-${index}`))

    await evict(shop.namespace, 'shop-wiki-2')
    await expect(evict(shop.namespace, 'shop-wiki-1')).rejects.toThrow('disruption budget')
    await expect.poll(() => faults(shop.namespace), { timeout: 60_000 }).toEqual([])
    await shop.helm('upgrade', chart, ...late, ...setting('wiki.image.tag=2.0.0'))

    await shop.helm('uninstall')
    expect(await volumes(shop.namespace)).toEqual(before)
    await shop.helm('install', chart, ...late, ...setting('wiki.replicas=2'))
    await expect.poll(() => faults(shop.namespace)).toEqual([])
    expect(await volumes(shop.namespace)).toEqual(before)
  },
)

test.for(inject('tools').helms)(
  'a Deployment that becomes a StatefulSet leaves its claim behind, and starts, under Helm $version',
  async (helm, { expect }) => {
    const shop = await emptyRelease(helm, 'becoming')
    await shop.helm('install', chartOf(platform, { version: '1.0.0' }), ...late)
    await shop.helm('upgrade', chartOf(members, { version: '2.0.0' }), ...late)
    await expect.poll(() => faults(shop.namespace)).toEqual([])
    expect(Object.keys(await volumes(shop.namespace))).toEqual([
      'data-shop-wiki-0',
      'data-shop-wiki-1',
      'data-shop-wiki-2',
      'shop-indexer-data',
      'shop-wiki-data',
    ])
  },
)

/** The names that the headless Service of the wiki has addresses for. */
async function hosts(namespace: string): Promise<readonly string[]> {
  const slices = await cluster().list('discovery.k8s.io/v1/endpointslices', namespace)
  return slices
    .filter(
      ({ metadata }) => metadata?.labels?.['kubernetes.io/service-name'] === 'shop-wiki-headless',
    )
    .flatMap(({ endpoints }) => endpoints.map(({ hostname }) => hostname ?? ''))
    .toSorted()
}

async function emptyRelease(helm: Tool, purpose: string): Promise<Release> {
  return release(helm, await createNamespace(under(helm, purpose)))
}

/** The volumes behind the claims of a namespace. */
async function volumes(namespace: string): Promise<Readonly<Record<string, string | undefined>>> {
  const claims = await cluster().list('v1/persistentvolumeclaims', namespace)
  return Object.fromEntries(
    claims
      .map(({ metadata, spec }) => [metadata?.name ?? '', spec?.volumeName] as const)
      .toSorted(([a], [b]) => (a < b ? -1 : 1)),
  )
}

/** The most pods of a component that ran at some moment while something went on. */
async function mostPods(
  namespace: string,
  name: string,
  action: Promise<unknown>,
): Promise<number> {
  let most = 0
  const end = action.then(() => 'over' as const)
  do most = Math.max(most, (await cluster().list('v1/pods', namespace, component(name))).length)
  while ((await Promise.race([end, new Promise((resolve) => setTimeout(resolve, 50))])) !== 'over')
  return most
}

/** Evicts every pod, as a drain of all nodes would; a budget that lets none go is an error. */
async function evictAll(namespace: string): Promise<void> {
  for (const { metadata } of await cluster().list('v1/pods', namespace))
    await evict(namespace, metadata?.name ?? '')
}

async function evict(namespace: string, name: string): Promise<void> {
  await cluster().call({
    method: 'POST',
    path: `/api/v1/namespaces/${namespace}/pods/${name}/eviction`,
    body: { apiVersion: 'policy/v1', kind: 'Eviction', metadata: { name, namespace } },
  })
}

const component = (name: string): string => `app.kubernetes.io/name=${name}`
