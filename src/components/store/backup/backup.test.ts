import type { ICronJob } from 'kubernetes-models/batch/v1/CronJob'
import type { IJob } from 'kubernetes-models/batch/v1/Job'
import type { INetworkPolicy } from 'kubernetes-models/networking.k8s.io/v1/NetworkPolicy'
import type { IPodSpec } from 'kubernetes-models/v1/PodSpec'
import { describe, expect, it } from 'vitest'
import { cache, database, documents, mongodb, postgresql, redis, service } from 'chartwright'
import { generate } from '../../../chart/generate.ts'
import { ChartError, type Problem } from '../../../errors/chart-error.ts'
import type { Component } from '../../../platform/component.ts'
import type { Components, Platform } from '../../../platform/define-platform.ts'
import type { Edge } from '../../../platform/edge.ts'
import type { Values } from '../../../values/value.ts'
import { identity } from '../../../../test/default-project.ts'
import { brokenPodRules } from '../../../../test/components/pod-rules.ts'
import { contextOf, rendered, resolved, the } from '../../../../test/components/rendered.ts'
import type { BackupOptions } from './model.ts'

interface Store {
  readonly make: (options?: BackupOptions & { readonly values?: object }) => Component
  readonly edge: Edge
}

const stores: Readonly<Record<string, Store>> = {
  postgresql: { make: postgresql, edge: database('store') },
  mongodb: { make: mongodb, edge: documents('store') },
  redis: { make: redis, edge: cache('store') },
}

const inBucket = { target: { type: 's3', s3: { bucket: 'backups' } } } as const

describe.each(Object.entries(stores))('the backups of %s', (kind, { make, edge }) => {
  const platform = (options?: BackupOptions & { readonly values?: object }): Components => ({
    orders: service({ image: 'shop/orders', port: 8080, uses: [edge] }),
    store: make(options),
  })
  const objects = (values: Values = {}, options: BackupOptions = { backup: true }) =>
    rendered(platform(options), 'store', { backup: inBucket, ...values })

  const refused = (backup: unknown, values: object = {}): readonly Problem[] => {
    const options = { backup, values } as BackupOptions // no compiler has seen it
    try {
      generate({ components: platform(options) } as Platform, identity)
      return []
    } catch (error) {
      if (error instanceof ChartError) return error.problems
      throw error
    }
  }

  const restoring = (restore: Values, more: Values = {}): IPodSpec | undefined =>
    the<IJob>(
      objects({ ...more, restore }).filter(({ metadata }) => metadata.name.includes('-restore-')),
      'Job',
    ).spec?.template.spec

  it('are there where the model says so, and nothing of them elsewhere', () => {
    const none = rendered(platform(), 'store')
    expect(rendered(platform({ backup: false }), 'store')).toEqual(none)
    expect(JSON.stringify(none)).not.toMatch(/backup|restic|restore/)
    const outside = { mode: 'external', external: { host: 'db.example.com' } }
    expect(JSON.stringify(objects(outside))).not.toMatch(/CronJob|restic/)
  })

  it('have a CronJob with all values of its schedule, beside which no other one runs', () => {
    const schedule = { cron: '@hourly', timeZone: 'Europe/Berlin', suspend: true }
    const backup = { ...inBucket, schedule, keep: { daily: 3 }, activeDeadlineSeconds: 99 }
    const { spec } = the<ICronJob>(objects({ backup }), 'CronJob', 'shop-store-backup')
    expect(spec).toMatchObject({
      schedule: '@hourly',
      timeZone: 'Europe/Berlin',
      suspend: true,
      concurrencyPolicy: 'Forbid',
      startingDeadlineSeconds: 3600,
      jobTemplate: { spec: { activeDeadlineSeconds: 99 } },
    })
    const [upload] = spec?.jobTemplate.spec?.template.spec?.containers ?? []
    expect(upload?.args).toContain('--keep-daily=3')
  })

  it('are made and brought back by pods as safe as any, with no claim of the release', () => {
    const target = { type: 'claim', claimName: 'backups' }
    const all = objects({ backup: { target } })
    const cron = the<ICronJob>(all, 'CronJob', 'shop-store-backup')
    const own = objects({}, { backup: false }).filter((one) => one.kind === 'PersistentVolumeClaim')
    expect(all.filter((one) => one.kind === 'PersistentVolumeClaim')).toEqual(own)
    const restore = restoring({ from: 'latest' }, { backup: { target } })
    for (const pod of [cron.spec?.jobTemplate.spec?.template.spec, restore]) {
      expect(brokenPodRules(pod)).toEqual([])
      const claims = (pod?.volumes ?? []).flatMap((one) => one.persistentVolumeClaim ?? [])
      expect(claims).toEqual([{ claimName: 'backups' }])
    }
  })

  it('open a door to the bucket, for their pods alone', () => {
    const s3 = { bucket: 'backups', port: 9000, cidrs: ['10.0.0.0/8'] }
    const all = objects({ backup: { target: { type: 's3', s3 } } })
    expect(the<INetworkPolicy>(all, 'NetworkPolicy', 'shop-store-backup-s3').spec).toMatchObject({
      podSelector: {
        matchExpressions: [
          {
            key: 'app.kubernetes.io/component',
            values: expect.arrayContaining(['backup', 'restore']),
          },
        ],
      },
      egress: [
        { to: [{ ipBlock: { cidr: '10.0.0.0/8' } }], ports: [{ protocol: 'TCP', port: 9000 }] },
      ],
    })
    const claim = { type: 'claim', claimName: 'backups' }
    expect(JSON.stringify(objects({ backup: { target: claim } }))).not.toContain('backup-s3')
  })

  it.each([
    ['http://minio:9000', 443],
    ['http://minio', 443],
    ['https://s3.example.com', 9000],
    ['https://s3.example.com:8443', 443],
  ])('are refused where the endpoint %s is behind another door than %d', (endpoint, port) => {
    const open = (own: number) => () =>
      objects({
        backup: { target: { type: 's3', s3: { bucket: 'backups', endpoint, port: own } } },
      })
    const { port: said, protocol } = new URL(endpoint)
    expect(open(port)).toThrow(
      'store.backup.target.s3.endpoint is at another port than store.backup.target.s3.port',
    )
    expect(open(Number(said) || (protocol === 'https:' ? 443 : 80))).not.toThrow()
  })

  it('need a Secret with the password of the repository, which stays, and one with the keys of the bucket', () => {
    const { component } = resolved(platform({ backup: true }), 'store')
    const names = component.secrets?.(contextOf(platform({ backup: true }), 'store')) ?? []
    expect(names).toContainEqual(
      expect.objectContaining({
        name: 'store-backup',
        keys: expect.objectContaining({
          'repository-password': expect.objectContaining({ lasting: true }),
        }),
      }),
    )
    expect(names).toContainEqual(
      expect.objectContaining({
        name: 'store-backup-s3',
        neededWith: expect.objectContaining({ 'backup.target.type': 's3' }),
      }),
    )
  })

  it('bring a snapshot back by another pod, and so another Job, for each request', () => {
    const requests = [{ from: 'latest' }, { from: '5ac882cb' }, { from: 'latest', run: 1 }]
    const pods = requests.map((restore) => JSON.stringify(restoring(restore)))
    expect(new Set(pods).size).toBe(3)
    expect(JSON.stringify(objects())).not.toContain('store-restore-')
  })

  it.each([
    [
      'a schedule that Kubernetes refuses',
      { schedule: '0 2 * * 7' },
      'days of the week are 0 to 6',
    ],
    ['six fields', { schedule: '0 0 2 * * *' }, 'must be five cron fields'],
    ['nothing to keep', { keep: { daily: 0, weekly: 0, monthly: 0 } }, 'keep keeps no snapshot'],
    ['a number in place of numbers', { keep: 0 }, 'must be a map'],
    ['a bucket without a name', { target: { type: 's3' } }, 'set target.s3.bucket'],
    ['a claim without a name', { target: { type: 'claim' } }, 'set target.claimName'],
    ['what restic does not know', { target: { type: 'ftp' } }, 'ftp'],
  ])('are refused with %s', (_, backup, says) => {
    const problems = refused({ ...inBucket, ...backup })
    expect(problems.map(({ message, hint }) => `${message} ${hint}`).join('\n')).toContain(says)
    expect(problems).toHaveLength(1)
  })

  it.each([
    ['not-an-id', 'must be "latest" or the id of a snapshot'],
    ['5AC882CB', 'must be "latest" or the id of a snapshot'],
  ])('are not brought back from %s', (from, says) => {
    const [problem, ...others] = refused(inBucket, { restore: { from } })
    expect(problem?.message).toContain(says)
    expect(others).toEqual([])
  })

  it('are made as a user whose name no client has', () => {
    const client = service({ image: 'shop/orders', port: 8080, uses: [edge] })
    const components = { backup: client, store: make({ backup: inBucket }) } as Components
    expect(() => generate({ components }, identity)).toThrow(/backup cannot use store: /)
  })

  it('are refused where the name of their CronJob would be too long', () => {
    const components = {
      [`${'long-'.repeat(9)}store`]: make({ backup: inBucket }),
    } as Components
    expect(() => generate({ components }, identity)).toThrow(/the CronJob .* has a name of/)
  })

  it(`tell the snapshots of ${kind} from others`, () => {
    const pod = the<ICronJob>(objects(), 'CronJob', 'shop-store-backup').spec?.jobTemplate.spec
    const [upload] = pod?.template.spec?.containers ?? []
    expect(upload?.env).toContainEqual({ name: 'STORE_KIND', value: kind })
    expect(upload?.env).toContainEqual({
      name: 'RESTIC_REPOSITORY',
      value: 's3:https://s3.us-east-1.amazonaws.com/backups/default/shop-store',
    })
  })
})
