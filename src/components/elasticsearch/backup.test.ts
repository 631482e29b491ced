import type { ICronJob } from 'kubernetes-models/batch/v1/CronJob'
import type { IJob } from 'kubernetes-models/batch/v1/Job'
import type { IConfigMap } from 'kubernetes-models/v1/ConfigMap'
import { elasticsearch, search, service } from 'chartwright'
import { describe, expect, it } from 'vitest'
import { generate } from '../../chart/generate.ts'
import type { Components } from '../../platform/define-platform.ts'
import type { Values } from '../../values/value.ts'
import { identity } from '../../../test/default-project.ts'
import { brokenPodRules } from '../../../test/components/pod-rules.ts'
import {
  contextOf,
  type Manifest,
  rendered,
  resolved,
  the,
} from '../../../test/components/rendered.ts'
import type { SnapshotOptions } from './backup-model.ts'

const repository = { snapshots: { type: 'fs', claimName: 'snapshots' } } as const

const components = (options: SnapshotOptions = {}, client = 'products') => ({
  [client]: service({ image: 'shop/app', port: 8000, uses: [search('elasticsearch')] }),
  elasticsearch: elasticsearch(options),
})

const objects = (values: Values = {}, options: SnapshotOptions = { backup: true }) =>
  rendered(components(options), 'elasticsearch', { ...repository, ...values })

const jobs = (values: Values): readonly Manifest[] =>
  objects(values).filter(({ metadata }) => metadata.name.includes('-restore-'))

describe('the snapshots by the clock', () => {
  it('are there where the model says so, and nothing of them elsewhere', () => {
    const none = objects({}, {})
    expect(objects({}, { backup: false })).toEqual(none)
    expect(JSON.stringify(none)).not.toMatch(/CronJob|backup|restore/)
    const outside = { mode: 'external', external: { host: 'search.example.com' } }
    expect(JSON.stringify(objects(outside))).not.toMatch(/CronJob/)
  })

  it('are made by pods as safe as any, and as many are kept as the model says', () => {
    const all = objects({}, { backup: { schedule: '@hourly', keep: 48 } })
    const { spec } = the<ICronJob>(all, 'CronJob', 'shop-elasticsearch-backup')
    expect(spec).toMatchObject({ schedule: '@hourly', concurrencyPolicy: 'Forbid' })
    const pod = spec?.jobTemplate.spec?.template.spec
    expect(pod?.containers[0]?.env).toContainEqual({ name: 'KEEP', value: '48' })
    expect(brokenPodRules(pod)).toEqual([])
    const [job] = jobs({ restore: { from: 'latest' } }) as readonly (Manifest & IJob)[]
    expect(brokenPodRules(job?.spec?.template.spec)).toEqual([])
  })

  it('are made as a user who reads no document, whose password alone is in its Secret', () => {
    const script = the<IConfigMap>(objects(), 'ConfigMap', 'shop-elasticsearch-provision')
    expect(script.data?.['provision.sh']).toContain(
      'account backup /run/secrets/clients/backup <<END\n{\n  "cluster": ["create_snapshot", "cluster:admin/snapshot/delete"],',
    )
    const { component } = resolved(components({ backup: true }), 'elasticsearch')
    const secrets = component.secrets?.(contextOf(components({ backup: true }), 'elasticsearch'))
    const own = secrets?.find(({ name }) => name === 'elasticsearch-backup')
    expect(Object.keys(own?.keys ?? {})).toEqual(['password'])
  })

  it('are rehearsed by the clock, where the values say so', () => {
    const all = objects({ restore: { rehearsals: { enabled: true } } })
    const { spec } = the<ICronJob>(all, 'CronJob', 'shop-elasticsearch-rehearse')
    expect(spec?.jobTemplate.spec?.template.spec?.containers[0]?.env).toContainEqual({
      name: 'MODE',
      value: 'rehearse',
    })
  })

  it('are brought back by another pod, and so another Job, for each request', () => {
    const requests = [{ from: 'latest' }, { from: '20261128023000' }, { from: 'latest', run: 1 }]
    const pods = requests.map((restore) => JSON.stringify((jobs({ restore })[0] as IJob).spec))
    expect(new Set(pods).size).toBe(3)
    expect(jobs({})).toEqual([])
  })

  it('are refused without a repository, and a restore without them', () => {
    expect(() => objects({ snapshots: { type: 'none' } })).toThrow(
      'elasticsearch.backup needs a repository: set elasticsearch.snapshots.type to s3 or fs',
    )
    expect(() => objects({ backup: { enabled: false }, restore: { from: 'latest' } })).toThrow(
      'elasticsearch.restore.from needs elasticsearch.backup.enabled=true',
    )
  })

  it.each([
    [
      'a schedule that Kubernetes refuses',
      { schedule: '0 2 * * 7' },
      'days of the week are 0 to 6',
    ],
    ['none that are kept', { keep: 0 }, 'keep'],
  ])('are refused with %s', (_, backup, says) => {
    const of = { ...components(), elasticsearch: elasticsearch({ backup, values: repository }) }
    expect(() => generate({ components: of as Components }, identity)).toThrow(says)
  })

  it('are made as a user whose name no client has', () => {
    const of = components({ backup: true }, 'backup') as Components
    expect(() => generate({ components: of }, identity)).toThrow(
      /backup cannot use elasticsearch: /,
    )
  })
})
