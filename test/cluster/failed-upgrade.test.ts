import { describe, inject, test } from 'vitest'
import { objectsOf } from './contents.ts'
import { brokenTags } from './control-plane/stages.ts'
import { faults } from './faults.ts'
import { revisions } from './revisions.ts'
import { installShop, setting, using } from './shop.ts'

const failures = [
  ['a pod that never becomes ready', 'pod', `cart.image.tag=${brokenTags.neverReady}`],
  ['a Job that fails', 'job', `catalog.image.tag=${brokenTags.failing}`],
] as const

/** What the same upgrade changes, adds and removes besides. */
const others = [
  'orders.image.tag=2.0.0',
  'postgresql.config.max_connections=200',
  'gateway.replicas=4',
  'users.podDisruptionBudget.enabled=false',
  'resourceQuota.enabled=true',
]

describe.for(inject('tools').helms)('Helm $version', (helm) => {
  const rollBack = helm.version.startsWith('3.') ? '--atomic' : '--rollback-on-failure'

  test.concurrent.for(failures)(
    'an upgrade that fails for %s ends in the old state',
    async ([, purpose, failure], { expect }) => {
      const shop = await installShop(helm, `failed-${purpose}`, 'staging')
      await expect.poll(() => faults(shop.namespace)).toEqual([])
      const before = [await state(shop.namespace), await revisions(shop.namespace)]
      const changes = setting(failure, ...others)
      const flags = ['--reset-values', rollBack, '--timeout', '30s']
      const { exitCode } = await shop.attempt('upgrade', ...flags, ...using('staging'), ...changes)
      expect(exitCode).toBe(1)
      await expect.poll(() => faults(shop.namespace)).toEqual([])
      expect([await state(shop.namespace), await revisions(shop.namespace)]).toEqual(before)
    },
  )
})

/** What Helm installed; of a Job only the name, which carries a hash of the rest. */
async function state(namespace: string): Promise<Readonly<Record<string, unknown>>> {
  const objects = await objectsOf(namespace)
  const installed = objects.filter(
    ({ metadata }) => metadata.labels?.['app.kubernetes.io/managed-by'] === 'Helm',
  )
  return Object.fromEntries(
    installed.map(({ id, spec, data }) => [
      id,
      id.startsWith('batch/v1/jobs') ? {} : { spec, data },
    ]),
  )
}
