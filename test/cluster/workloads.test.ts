import { inject, test } from 'vitest'
import { workloads, workloadsIdentity } from '../workloads-project.ts'
import { chartOf } from './chart-of.ts'
import { cluster, createNamespace } from './cluster.ts'
import { contents } from './contents.ts'
import { faults } from './faults.ts'
import { release, under } from './helm.ts'
import { createSecrets, setting } from './shop.ts'

test.concurrent.for(inject('tools').helms)(
  'workers, jobs and ports by name install, and a job runs again when its pod changes, under Helm $version',
  async (helm, { expect }) => {
    const namespace = await createNamespace(under(helm, 'workloads'))
    const shop = release(helm, namespace)
    await createSecrets(shop, workloads)
    await Promise.all(['backups', 'snapshots'].map((name) => createClaim(namespace, name)))
    const chart = chartOf(workloads, workloadsIdentity)
    const port = setting(`frontend.services.node.nodePorts.http=301${helm.version.split('.')[0]}0`) // the nodes' own
    await shop.helm('install', chart, ...port)
    await expect.poll(() => faults(namespace)).toEqual([])

    const jobs = async (): Promise<readonly string[]> => {
      const all = await cluster().list('batch/v1/jobs', namespace)
      return all
        .map(({ metadata }) => metadata?.name ?? '')
        .filter((name) => name.includes('-seed-'))
    }
    const before = await jobs()
    expect(before).toHaveLength(1)
    expect(await contents(namespace)).toContainEqual(expect.stringContaining('/shop-reindex'))

    const snapshot = setting('redis.volumeSnapshots.take.today=data')
    await shop.helm('upgrade', chart, ...port, ...snapshot)
    expect(await contents(namespace)).toContainEqual(
      expect.stringMatching(/^snapshot\.storage.*\/shop-redis-today$/),
    )
    expect(await jobs()).toEqual(before)
    await shop.helm('upgrade', chart, ...port, ...setting('seed.image.tag=2.0.0'))
    const after = await jobs()
    expect(after).toHaveLength(1)
    expect(after).not.toEqual(before)
  },
)

/** A claim that people make, and the values name. */
async function createClaim(namespace: string, name: string): Promise<void> {
  await cluster().call({
    method: 'POST',
    path: `/api/v1/namespaces/${namespace}/persistentvolumeclaims`,
    body: {
      metadata: { name },
      spec: { accessModes: ['ReadWriteMany'], resources: { requests: { storage: '1Gi' } } },
    },
  })
}
