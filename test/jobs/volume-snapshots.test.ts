import type { ICronJob } from 'kubernetes-models/batch/v1/CronJob'
import type { IConfigMap } from 'kubernetes-models/v1/ConfigMap'
import type { IRole } from 'kubernetes-models/rbac.authorization.k8s.io/v1/Role'
import { postgresql, volumeSnapshots, type VolumeSnapshotsOptions } from 'chartwright'
import { describe, expect, it } from 'vitest'
import { rendered, the } from '../components/rendered.ts'

const claims = ['{release}-postgresql-data', 'archive'] as const

const objects = (options: Partial<VolumeSnapshotsOptions> = {}, values = {}) =>
  rendered(
    { snapshots: volumeSnapshots({ claims, ...options }), postgresql: postgresql() },
    'snapshots',
    values,
  )

describe('snapshots of volumes by the clock', () => {
  it('may do nothing but make, see and delete snapshots in their namespace', () => {
    const all = objects()
    expect(the<IRole>(all, 'Role').rules).toEqual([
      {
        apiGroups: ['snapshot.storage.k8s.io'],
        resources: ['volumesnapshots'],
        verbs: ['create', 'delete', 'get', 'list'],
      },
    ])
    expect(all.filter(({ kind }) => kind === 'ClusterRole')).toEqual([])
  })

  it('are of the claims, as often and as many as the model says, or the values', () => {
    const said = objects({ schedule: '@hourly', keep: 48, class: 'csi' })
    const config = { CLAIMS: claims.join(' '), KEEP: '48', CLASS: 'csi' }
    expect(the<IConfigMap>(said, 'ConfigMap', 'shop-snapshots').data).toEqual(config)
    expect(the<ICronJob>(said, 'CronJob').spec?.schedule).toBe('@hourly')
    const set = objects({}, { config: { KEEP: '3' }, schedule: { cron: '@weekly' } })
    expect(the<IConfigMap>(set, 'ConfigMap', 'shop-snapshots').data?.['KEEP']).toBe('3')
    expect(the<ICronJob>(set, 'CronJob').spec?.schedule).toBe('@weekly')
  })

  it.each([0, -1, 1.5])('are refused where %s of them are kept', (keep) => {
    expect(() => objects({ keep })).toThrow(
      `volumeSnapshots keeps ${keep}: set keep to how many of each claim stay, 1 at least`,
    )
  })
})
