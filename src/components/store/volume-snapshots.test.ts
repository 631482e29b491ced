import type { IPersistentVolumeClaim } from 'kubernetes-models/v1/PersistentVolumeClaim'
import { describe, expect, it } from 'vitest'
import { cache, database, postgresql, redis, service } from 'chartwright'
import type { Components } from '../../platform/define-platform.ts'
import type { Values } from '../../values/value.ts'
import { type Manifest, rendered, the } from '../../../test/components/rendered.ts'

const stores = {
  postgresql: { make: postgresql, edge: database('store') },
  redis: { make: redis, edge: cache('store') },
}

describe.each(Object.entries(stores))('snapshots of the volume of %s', (_, { make, edge }) => {
  const components = (volumeSnapshots: boolean): Components => ({
    orders: service({ image: 'shop/orders', port: 8080, uses: [edge] }),
    store: make({ volumeSnapshots }),
  })
  const objects = (values: Values = {}): readonly Manifest[] =>
    rendered(components(true), 'store', values)
  const snapshots = (values: Values): readonly Manifest[] =>
    objects(values).filter(({ kind }) => kind === 'VolumeSnapshot')

  it('leave everything as it is until the values name one', () => {
    expect(objects()).toEqual(rendered(components(false), 'store'))
  })

  it('name their claim, so that they stay when the pod goes to another one', () => {
    const take = { 'before-upgrade': 'data', today: 'restored' }
    const values = { persistence: { claim: 'restored' }, volumeSnapshots: { class: 'csi', take } }
    expect(snapshots(values)).toMatchObject([
      {
        apiVersion: 'snapshot.storage.k8s.io/v1',
        metadata: {
          name: 'shop-store-before-upgrade',
          annotations: { 'helm.sh/resource-policy': 'keep' },
        },
        spec: {
          volumeSnapshotClassName: 'csi',
          source: { persistentVolumeClaimName: 'shop-store-data' },
        },
      },
      { spec: { source: { persistentVolumeClaimName: 'shop-store-restored' } } },
    ])
  })

  it('have the default class of the cluster where the values say none', () => {
    const [one] = snapshots({ volumeSnapshots: { take: { today: 'data' } } })
    expect(one).not.toHaveProperty('spec.volumeSnapshotClassName')
  })

  it('become a new claim beside the old one', () => {
    const persistence = { claim: 'restored', dataSource: 'shop-store-before-upgrade' }
    const claim = the<IPersistentVolumeClaim>(
      objects({ persistence }),
      'PersistentVolumeClaim',
      'shop-store-restored',
    )
    expect(claim.spec?.dataSource).toEqual({
      apiGroup: 'snapshot.storage.k8s.io',
      kind: 'VolumeSnapshot',
      name: 'shop-store-before-upgrade',
    })
  })

  it('are refused where there is no volume, and are not where the store is elsewhere', () => {
    const values = { persistence: { enabled: false }, volumeSnapshots: { take: { today: 'data' } } }
    expect(() => objects(values)).toThrow(
      'store.volumeSnapshots.take needs store.persistence.enabled=true',
    )
    const outside = { mode: 'external', external: { host: 'db.example.com' } }
    expect(snapshots({ ...outside, volumeSnapshots: { take: { today: 'data' } } })).toEqual([])
  })
})
