import { inject, test } from 'vitest'
import { createNamespace } from './cluster.ts'
import { lateStorageClass } from './control-plane/furnish.ts'
import { faults } from './faults.ts'
import { release, under } from './helm.ts'
import { prepareShop, setting, using } from './shop.ts'

/** Every volume of the release comes when a pod mounts its claim. */
const late = setting(`global.storageClass=${lateStorageClass}`)

test.concurrent.for(
  inject('tools').helms.flatMap((helm) =>
    ['defaults', 'dev', 'prod'].map((profile) => ({ helm, profile, version: helm.version })),
  ),
)(
  'every claim of $profile is mounted at install, so that Helm $version ends its wait',
  async ({ helm, profile }, { expect }) => {
    const shop = await prepareShop(helm, `claims-${profile}`, profile)
    await shop.helm('install', ...using(profile), ...late)
    await expect.poll(() => faults(shop.namespace)).toEqual([])
  },
)

const unmounted = {
  apiVersion: 'v1',
  kind: 'PersistentVolumeClaim',
  metadata: { name: 'archive' },
  spec: {
    accessModes: ['ReadWriteOnce'],
    storageClassName: lateStorageClass,
    resources: { requests: { storage: '1Gi' } },
  },
}

test.concurrent.for(inject('tools').helms)(
  'a claim that no pod mounts keeps Helm $version waiting',
  async (helm, { expect }) => {
    const shop = release(helm, await createNamespace(under(helm, 'unmounted')))
    const more = ['--set-json', `orders.extraObjects=${JSON.stringify({ archive: unmounted })}`]
    const { exitCode, stderr } = await shop.attempt(
      'install',
      ...using('dev'),
      ...more,
      '--timeout',
      '100s',
    )
    expect(exitCode).not.toBe(0)
    expect(stderr).toMatch(/INSTALLATION FAILED: .*(deadline exceeded|timed out)/s)
    const left = await faults(shop.namespace)
    expect(left).toEqual([expect.stringContaining('archive')])
  },
)
