import { inject, test } from 'vitest'
import { cluster } from './cluster.ts'
import { faults } from './faults.ts'
import { forced } from './helm.ts'
import { installShop, using } from './shop.ts'

/** A way on which each profile is upgraded to each other. */
const way = ['staging', 'prod', 'dev', 'prod', 'staging', 'dev']

test.concurrent.for(inject('tools').helms)(
  'no change of profile loses a Secret or a claim, nor does a rollback, under Helm $version',
  async (helm, { expect }) => {
    const shop = await installShop(helm, 'profile-changes', 'dev')
    const before = await kept(shop.namespace)
    expect(before.filter((id) => id.startsWith('v1/secrets/')).length).toBeGreaterThan(10)
    for (const profile of way) {
      await shop.helm('upgrade', '--reset-values', ...forced(helm), ...using(profile))
      await expect.poll(() => faults(shop.namespace)).toEqual([])
      expect(await kept(shop.namespace)).toEqual(expect.arrayContaining(before))
    }
    await shop.helm('rollback', '1')
    await expect.poll(() => faults(shop.namespace)).toEqual([])
    expect(await kept(shop.namespace)).toEqual(expect.arrayContaining(before))
  },
)

test.concurrent.for(inject('tools').helms)(
  'Secrets made by hand stop an upgrade to inline ones before it begins, under Helm $version',
  async (helm, { expect }) => {
    const shop = await installShop(helm, 'by-hand', 'staging')
    const before = await kept(shop.namespace)
    const { exitCode, stderr } = await shop.attempt('upgrade', '--reset-values', ...using('dev'))
    expect(exitCode).not.toBe(0)
    expect(stderr).toContain('invalid ownership metadata')
    expect(await kept(shop.namespace)).toEqual(before)
    await shop.helm(
      'upgrade',
      '--reset-values',
      '--take-ownership',
      ...forced(helm),
      ...using('dev'),
    )
    expect(await kept(shop.namespace)).toEqual(expect.arrayContaining(before))
  },
)

/** Secrets and claims, by name and unique id: an object that is made anew has another one. */
async function kept(namespace: string): Promise<string[]> {
  const [secrets, claims] = await Promise.all(
    (['v1/secrets', 'v1/persistentvolumeclaims'] as const).map(async (kind) =>
      (await cluster().list(kind, namespace)).map(
        ({ metadata }) => `${kind}/${metadata?.name}/${metadata?.uid}`,
      ),
    ),
  )
  const own = secrets?.filter((id) => !id.includes('/sh.helm.release.'))
  return [...(own ?? []), ...(claims ?? [])].toSorted()
}
