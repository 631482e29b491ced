import type { IDeployment } from 'kubernetes-models/apps/v1/Deployment'
import type { IJob } from 'kubernetes-models/batch/v1/Job'
import type { IPersistentVolumeClaim } from 'kubernetes-models/v1/PersistentVolumeClaim'
import { job, type Platform, service, worker } from 'chartwright'
import { describe, expect, it } from 'vitest'
import { generate } from '../../src/chart/generate.ts'
import { ChartError, type Problem } from '../../src/errors/chart-error.ts'
import type { Values } from '../../src/values/value.ts'
import { identity } from '../default-project.ts'
import { workloads } from '../workloads-project.ts'
import { type Manifest, rendered, the } from './rendered.ts'

const { components } = workloads

const objects = (values: Values = {}): readonly Manifest[] => rendered(components, 'wiki', values)

const podOf = (all: readonly Manifest[]) => the<IDeployment>(all, 'Deployment').spec?.template.spec

const claim = (all: readonly Manifest[], name: string): IPersistentVolumeClaim =>
  the(all, 'PersistentVolumeClaim', name)

describe('a service with storage', () => {
  it('has one pod, which ends before the next, and nothing that scales or holds it', () => {
    const { spec } = the<IDeployment>(objects(), 'Deployment')
    expect(spec).toMatchObject({ replicas: 1, strategy: { type: 'Recreate' } })
    const kinds = objects().map(({ kind }) => kind)
    expect(kinds).not.toContain('HorizontalPodAutoscaler')
    expect(kinds).not.toContain('PodDisruptionBudget')
  })

  it('has a claim for each volume, of the size that the model says, which outlives the release', () => {
    expect(claim(objects(), 'shop-wiki-data')).toMatchObject({
      metadata: { annotations: { 'helm.sh/resource-policy': 'keep' } },
      spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '10Gi' } } },
    })
    expect(claim(objects(), 'shop-wiki-page-cache').spec?.resources?.requests).toEqual({
      storage: '512Mi',
    })
  })

  it('mounts the volumes into its containers, and not into a migration', () => {
    const pod = podOf(objects())
    expect(pod?.volumes).toEqual([
      { name: 'tmp', emptyDir: {} },
      { name: 'data', persistentVolumeClaim: { claimName: 'shop-wiki-data' } },
      { name: 'page-cache', persistentVolumeClaim: { claimName: 'shop-wiki-page-cache' } },
    ])
    expect(pod?.containers[0]?.volumeMounts).toEqual([
      { name: 'tmp', mountPath: '/tmp' },
      { name: 'data', mountPath: '/var/lib/wiki' },
      { name: 'page-cache', mountPath: '/var/cache/wiki' },
    ])
    const further = pod?.initContainers?.map(({ name, volumeMounts }) => [name, volumeMounts])
    expect(further?.slice(1)).toEqual([
      ['restore', [{ name: 'data', mountPath: '/data' }]],
      ['backup', [{ name: 'data', mountPath: '/data', readOnly: true }]],
    ])
    expect(pod?.securityContext?.fsGroup).toBe(10_001)
    const migration = the<IJob>(objects(), 'Job').spec?.template.spec
    expect(migration?.volumes).toEqual([{ name: 'tmp', emptyDir: {} }])
    expect(migration?.containers[0]?.volumeMounts).toEqual([{ name: 'tmp', mountPath: '/tmp' }])
  })

  it('has of the values what a store has: class, size, another claim, and no volume at all', () => {
    const all = objects({
      global: { storageClass: 'usual' },
      storage: {
        data: { claim: 'restored', size: '20Gi', accessMode: 'ReadWriteOncePod' },
        'page-cache': { storageClass: 'fast', retain: false, annotations: { 'a.com/b': 'c' } },
      },
    })
    expect(claim(all, 'shop-wiki-restored').spec).toEqual({
      accessModes: ['ReadWriteOncePod'],
      storageClassName: 'usual',
      resources: { requests: { storage: '20Gi' } },
    })
    expect(claim(all, 'shop-wiki-page-cache')).toMatchObject({
      metadata: { annotations: { 'a.com/b': 'c' } },
      spec: { storageClassName: 'fast' },
    })
    const without = objects({ storage: { 'page-cache': { enabled: false } } })
    expect(podOf(without)?.volumes?.[2]).toEqual({
      name: 'page-cache',
      emptyDir: { sizeLimit: '512Mi' },
    })
    expect(claim(without, 'shop-wiki-data')).toBeDefined()
    expect(() => claim(without, 'shop-wiki-page-cache')).toThrow('0 objects')
  })

  it('never has two volumes behind one claim', () => {
    const one: Values = { storage: { 'page-cache': { claim: 'data' } } }
    expect(() => objects(one)).toThrow(
      'wiki.storage.data.claim and wiki.storage.page-cache.claim are the same claim',
    )
    const off: Values = { storage: { data: { enabled: false }, 'page-cache': { claim: 'data' } } }
    expect(claim(objects(off), 'shop-wiki-data').spec?.resources?.requests).toEqual({
      storage: '512Mi',
    })
  })
})

it('a worker has storage, too', () => {
  const indexer = worker({ image: 'a', storage: { index: '1Ti' }, mounts: { '/index': 'index' } })
  const all = rendered({ indexer }, 'indexer')
  expect(claim(all, 'shop-indexer-index').spec?.resources?.requests).toEqual({ storage: '1Ti' })
  expect(all.map(({ kind }) => kind)).not.toContain('Service')
})

/** What is refused of a platform that no compiler has seen. */
function refused(of: object, profile: object = {}): readonly Problem[] {
  const web = {
    image: 'shop/web',
    port: 8080,
    storage: { data: '1Gi' },
    mounts: { '/data': 'data' },
  }
  const platform = {
    components: { web: service({ ...web, ...of } as never) },
    profiles: { prod: { web: profile } },
  } as Platform
  try {
    generate(platform, identity)
    return []
  } catch (error) {
    if (error instanceof ChartError) return error.problems
    throw error
  }
}

describe('a wrong model', () => {
  it.each<[string, object, readonly string[]]>([
    ['blue-green', { release: 'blue-green' }, ['release-with-storage components.web.release']],
    ['a volume that nothing mounts', { mounts: {} }, ['idle-volume components.web.storage.data']],
    [
      'a mount of no volume',
      { mounts: { '/data': 'data', '/x': 'dat' } },
      ['unknown-volume components.web.mounts./x'],
    ],
    [
      'a name that is no label',
      { storage: { 'my data': '1Gi' }, mounts: { '/data': 'my data' } },
      ['volume-name components.web.storage["my data"]'],
    ],
    [
      'a name that a shared volume has',
      { shared: { data: '1Mi' } },
      ['volume-name components.web.storage.data'],
    ],
    [
      'a name that a writable directory has',
      { writable: ['/tmp', '/data'], mounts: { '/x': 'data' } },
      ['mounted-twice components.web.storage.data'],
    ],
    [
      'a place that is mounted already',
      { mounts: { '/tmp': 'data' } },
      ['mounted-twice components.web.mounts'],
    ],
  ])('%s is one clear error', (_, of, expected) => {
    expect(refused(of).map(({ code, path }) => `${code} ${path}`)).toEqual(expected)
  })

  it('is told as the compiler would have told it', () => {
    const { faults = [] } = service({
      image: 'a',
      port: 8080,
      storage: { a: 10, b: 'much', c: { size: '1Gi' } },
    } as never) // nobody compiled it
    expect(faults.map(({ path }) => path)).toEqual(['storage.a', 'storage.b', 'storage.c'])
    const ending = job({ image: 'a', storage: { a: '1Gi' } } as never)
    expect(ending.faults?.map(({ path }) => path)).toEqual(['storage'])
  })
})

it.each<[string, object]>([
  ['replicas', { replicas: 3 }],
  ['autoscaling', { autoscaling: { enabled: true } }],
])('%s are no value: the schema says why', (key, profile) => {
  expect(refused({}, profile)).toMatchObject([
    {
      path: `profiles.prod.web.${key}`,
      hint: expect.stringContaining('there is one pod, since no two can write to its volumes'),
    },
  ])
})
