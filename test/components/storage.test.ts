import type { IDeployment } from 'kubernetes-models/apps/v1/Deployment'
import type { IStatefulSet } from 'kubernetes-models/apps/v1/StatefulSet'
import type { IJob } from 'kubernetes-models/batch/v1/Job'
import type { INetworkPolicy } from 'kubernetes-models/networking.k8s.io/v1/NetworkPolicy'
import type { IPodDisruptionBudget } from 'kubernetes-models/policy/v1/PodDisruptionBudget'
import type { IPersistentVolumeClaim } from 'kubernetes-models/v1/PersistentVolumeClaim'
import type { IService } from 'kubernetes-models/v1/Service'
import { job, service, worker } from 'chartwright'
import { describe, expect, it } from 'vitest'
import { upgradeProblems } from '../../src/diff/upgrade/upgrade-problems.ts'
import type { Problem } from '../../src/errors/chart-error.ts'
import type { Values } from '../../src/values/value.ts'
import { workloads } from '../workloads-project.ts'
import { refused as refusedOfWeb } from './refused.ts'
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

describe('a StatefulSet', () => {
  const ledger = (values: Values = {}): readonly Manifest[] =>
    rendered(components, 'ledger', values)

  it('has as many pods as replicas says, in its order, each with claims of its own that stay', () => {
    const { spec } = the<IStatefulSet>(ledger({ global: { storageClass: 'usual' } }), 'StatefulSet')
    expect(spec).toMatchObject({
      replicas: 3,
      podManagementPolicy: 'OrderedReady',
      serviceName: 'shop-ledger-headless',
      persistentVolumeClaimRetentionPolicy: { whenDeleted: 'Retain', whenScaled: 'Retain' },
    })
    const claims = spec?.volumeClaimTemplates?.map((one) => [one.metadata?.name, one.spec])
    const ofSize = (storage: string) => ({
      accessModes: ['ReadWriteOnce'],
      storageClassName: 'usual',
      resources: { requests: { storage } },
    })
    expect(claims).toEqual([
      ['data', ofSize('5Gi')],
      ['log', ofSize('1Gi')],
    ])
    expect(spec?.template.spec?.volumes).toEqual([{ name: 'tmp', emptyDir: {} }])
    expect(spec?.template.spec?.containers[0]?.volumeMounts).toEqual([
      { name: 'tmp', mountPath: '/tmp' },
      { name: 'data', mountPath: '/var/lib/ledger' },
      { name: 'log', mountPath: '/var/log/ledger' },
    ])
  })

  it('has claim templates without a label that a version of the chart changes', () => {
    const { spec } = the<IStatefulSet>(ledger(), 'StatefulSet')
    expect(spec?.volumeClaimTemplates?.[0]?.metadata?.labels).toEqual(spec?.selector.matchLabels)
  })

  it('tells each pod its name, its number and its host, sidecars that inherit it, too', () => {
    const pod = the<IStatefulSet>(ledger(), 'StatefulSet').spec?.template.spec
    const shipper = pod?.initContainers?.find(({ name }) => name === 'shipper')
    for (const one of [pod?.containers[0], shipper])
      expect(one?.env).toEqual(
        expect.arrayContaining([
          { name: 'POD_NAME', valueFrom: { fieldRef: { fieldPath: 'metadata.name' } } },
          {
            name: 'POD_INDEX',
            valueFrom: {
              fieldRef: { fieldPath: "metadata.labels['apps.kubernetes.io/pod-index']" },
            },
          },
          { name: 'POD_HOST', value: '$(POD_NAME).shop-ledger-headless' },
        ]),
      )
    const migration = the<IJob>(ledger(), 'Job').spec?.template.spec
    expect(JSON.stringify(migration)).not.toMatch(/POD_|var.lib.ledger/)
  })

  it('lets its pods reach each other at every port, before they are ready', () => {
    const { spec } = the<IService>(ledger(), 'Service', 'shop-ledger-headless')
    expect(spec).toMatchObject({ clusterIP: 'None', publishNotReadyAddresses: true })
    expect(spec?.ports?.map(({ port }) => port)).toEqual([8080, 7000, 7946])
    const policy = the<INetworkPolicy>(ledger(), 'NetworkPolicy', 'shop-ledger-members').spec
    const ports = [
      { protocol: 'TCP', port: 8080 },
      { protocol: 'TCP', port: 7000 },
      { protocol: 'UDP', port: 7946 },
    ]
    const pods = { podSelector: policy?.podSelector }
    expect(policy?.ingress).toEqual([{ from: [pods], ports }])
    expect(policy?.egress).toEqual([{ to: [pods], ports }])
  })

  it('lets drains take one pod at a time', () => {
    const { spec } = the<IPodDisruptionBudget>(ledger(), 'PodDisruptionBudget')
    expect(spec?.maxUnavailable).toBe(1)
    const kinds = ledger({ replicas: 1 }).map(({ kind }) => kind)
    expect(kinds).not.toContain('PodDisruptionBudget')
    expect(kinds).not.toContain('HorizontalPodAutoscaler')
  })

  it('needs neither ports nor storage', () => {
    const all = rendered(components, 'shards')
    const { spec } = the<IStatefulSet>(all, 'StatefulSet')
    expect(spec).toMatchObject({ replicas: 1, podManagementPolicy: 'Parallel' })
    expect(spec).not.toHaveProperty('volumeClaimTemplates')
    expect(the<IService>(all, 'Service').spec).not.toHaveProperty('ports')
  })
})

describe('an upgrade', () => {
  const web = (of: object): readonly Manifest[] =>
    rendered({ web: service({ image: 'shop/web', port: 8080, ...of } as never) }, 'web')
  const one = { storage: { data: '1Gi' }, mounts: { '/data': 'data' } }
  const set = { ...one, statefulSet: 'Parallel' }
  const larger = { values: { storage: { data: { size: '2Gi' } } } }
  const otherStore = { values: { storage: { data: { claim: 'other' } } } }

  it.each<[string, object, object, readonly string[]]>([
    ['gives a service storage', {}, one, []],
    [
      'makes a Deployment a StatefulSet',
      one,
      set,
      ['breaking data-left-behind Deployment/shop-web'],
    ],
    [
      'makes a StatefulSet a Deployment',
      set,
      one,
      ['breaking data-left-behind StatefulSet/shop-web'],
    ],
    ['takes storage away', one, {}, ['breaking data-left-behind Deployment/shop-web']],
    [
      'changes the size of a claim template',
      set,
      { ...set, ...larger },
      ['breaking immutable-field StatefulSet/shop-web spec.volumeClaimTemplates'],
    ],
    [
      'lets a claim grow',
      one,
      { ...one, ...larger },
      [
        'warning immutable-field PersistentVolumeClaim/shop-web-data spec.resources.requests.storage',
      ],
    ],
    [
      'leads to another claim',
      one,
      { ...one, ...otherStore },
      ['breaking data-left-behind Deployment/shop-web'],
    ],
    [
      'takes members away',
      { ...set, values: { replicas: 3 } },
      { ...set, values: { replicas: 2 } },
      ['warning members-removed StatefulSet/shop-web spec.replicas'],
    ],
  ])('that %s is told', (_, from, to, expected) => {
    const problems = upgradeProblems(web(from), web(to))
    expect(
      problems.map(({ code, path, severity = 'breaking' }) => `${severity} ${code} ${path}`),
    ).toEqual(expected)
  })
})

/** What is refused of a service with a volume of its own. */
function refused(of: object, profile: object = {}): readonly Problem[] {
  return refusedOfWeb({ storage: { data: '1Gi' }, mounts: { '/data': 'data' }, ...of }, profile)
}

describe('a wrong model', () => {
  it.each<[string, object, readonly string[]]>([
    ['blue-green', { release: 'blue-green' }, ['release-with-storage components.web.release']],
    [
      'blue-green with names of its own',
      { release: 'canary', storage: {}, mounts: {}, statefulSet: 'Parallel' },
      ['release-with-storage components.web.release'],
    ],
    [
      'a Service called like that of the members',
      { statefulSet: 'Parallel', services: { headless: {} } },
      ['service-name components.web.services.headless'],
    ],
    [
      'a variable that the members have',
      { statefulSet: 'Parallel', env: { POD_NAME: 'a' } },
      ['duplicate-environment components.web.uses'],
    ],
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
      statefulSet: true,
    } as never) // nobody compiled it
    expect(faults.map(({ path }) => path)).toEqual([
      'storage.a',
      'storage.b',
      'storage.c',
      'statefulSet',
    ])
    const ending = job({ image: 'a', storage: { a: '1Gi' } } as never)
    expect(ending.faults?.map(({ path }) => path)).toEqual(['storage'])
  })
})

it.each<[string, object, object, string]>([
  ['replicas', {}, { replicas: 3 }, 'there is one pod, since no two can write to its volumes'],
  ['autoscaling', {}, { autoscaling: { enabled: true } }, 'there is one pod'],
  ['strategy', {}, { strategy: { type: 'Recreate' } }, 'a pod ends before the next one starts'],
  ['autoscaling', { statefulSet: 'Parallel' }, { autoscaling: {} }, 'as many as replicas says'],
  ['strategy', { statefulSet: 'Parallel' }, { strategy: {} }, 'one after the other'],
])('%s of %j are no value: the schema says why', (key, of, profile, why) => {
  expect(refused(of, profile)).toMatchObject([
    { path: `profiles.prod.web.${key}`, hint: expect.stringContaining(why) },
  ])
})
