import { expect, test } from 'vitest'
import { manifestReader } from '../../../src/verify/manifest.ts'
import type { Cluster, Found } from '../../../src/verify/server/cluster.ts'
import { checkUpgrade } from '../../../src/verify/upgrade/check-upgrade.ts'
import type { InstalledRelease } from '../../../src/verify/upgrade/installed-release.ts'

const where = { release: 'shop', namespace: 'shop' }
const marks = {
  labels: { 'app.kubernetes.io/managed-by': 'Helm' },
  annotations: {
    'meta.helm.sh/release-name': 'shop',
    'meta.helm.sh/release-namespace': 'shop',
  },
}
const time = '2026-11-27T13:00:00Z'

/** An object of the release in which somebody has set the data. */
function edited(kind: string, data: object): object {
  const owned = Object.fromEntries(Object.keys(data).map((key) => [`f:${key}`, {}]))
  const entry = {
    manager: 'kubectl-edit',
    operation: 'Update',
    time,
    fieldsV1: { 'f:data': owned },
  }
  const metadata = { name: 'shop', ...marks, managedFields: [entry] }
  return { apiVersion: 'v1', kind, metadata, data }
}

const wanted = (kind: string, rest: string = 'data: {a: b3Jp}'): string =>
  `apiVersion: v1\nkind: ${kind}\nmetadata: {name: shop}\n${rest}\n`

const there = (object: object): Found => ({
  is: 'there',
  object: object as Readonly<Record<string, unknown>>,
}) // a map

/** What is found where the server has this of each kind, and the release had everything before. */
async function check(
  manifest: string,
  found: Found,
  installed: Partial<InstalledRelease> | undefined = {},
  isNew: boolean = false,
) {
  const cluster: Cluster = { release: async () => undefined, object: async () => found }
  return await checkUpgrade({
    ...where,
    cluster,
    manifests: manifestReader('shop')(manifest),
    helms: ['3.22.0', '4.3.1'],
    installed: {
      revision: 1,
      status: 'deployed',
      applyMethod: 'server-side',
      config: {},
      manifest: isNew ? '' : manifest,
      ...installed,
    },
    keep: () => ({ values: { 'shop.secret': 'c2VjcmV0' }, options: '--set shop.secret=c2VjcmV0' }),
  })
}

test('no word of what a Secret holds is said, not even in the values that keep it', async () => {
  const found = await check(wanted('Secret'), there(edited('Secret', { a: 'c2VjcmV0' })))
  expect(found.findings).toEqual([
    {
      object: 'Secret/shop',
      field: 'data.a',
      isSecret: true,
      owners: [{ manager: 'kubectl-edit', operation: 'Update', time }],
      helm3: 'restores',
      helm4: 'conflict',
      severity: 'error',
      keep: { options: '--set-string shop.secret=…' },
    },
  ])
  expect(JSON.stringify(found)).not.toMatch(/c2VjcmV0|b3Jp/)
})

test('neither is what a ConfigMap calls a secret, or a URL with a password', async () => {
  const data = { DB_PASSWORD: 'c2VjcmV0', URL: 'redis://user:c2VjcmV0@redis:6379' }
  const config = there(edited('ConfigMap', data))
  const found = await check(wanted('ConfigMap', 'data: {DB_PASSWORD: a, URL: b}'), config)
  expect(found.findings.map(({ isSecret }) => isSecret)).toEqual([true, true])
  expect(JSON.stringify(found)).not.toMatch(/c2VjcmV0/)
})

test('an object that was deleted is created again, but for Jobs that go by themselves', async () => {
  const missing: Found = { is: 'missing' }
  expect((await check(wanted('ConfigMap'), missing)).findings).toMatchObject([
    {
      object: 'ConfigMap/shop',
      field: '',
      helm3: 'creates',
      helm4: 'creates',
      severity: 'warning',
    },
  ])
  expect((await check(wanted('ConfigMap'), missing, {}, true)).findings).toEqual([])
  const job = wanted('Job', 'spec: {ttlSecondsAfterFinished: 60}')
  expect((await check(job, missing)).findings).toEqual([])
})

test('an object that is not of the release stops both Helms, unless it bears its marks', async () => {
  const bare = { metadata: { name: 'shop' } }
  const refused = { field: '', helm3: 'refuses', helm4: 'refuses', severity: 'error' }
  expect((await check(wanted('ConfigMap'), there(bare), {}, true)).findings).toMatchObject([
    { ...refused, owners: [{ manager: 'no release' }] },
  ])
  const annotations = { ...marks.annotations, 'meta.helm.sh/release-name': 'other' }
  const other = { metadata: { ...marks, annotations } }
  expect((await check(wanted('ConfigMap'), there(other), {}, true)).findings).toMatchObject([
    { ...refused, owners: [{ manager: 'release other' }] },
  ])
  expect((await check(wanted('ConfigMap'), there({ metadata: marks }), {}, true)).findings).toEqual(
    [],
  )
})

test('a revision that is under way stops both Helms', async () => {
  const status = 'pending-upgrade'
  const found = await check(wanted('ConfigMap'), there({ metadata: marks }), { status })
  expect(found.findings[0]).toMatchObject({
    object: 'Release/shop',
    there: status,
    helm4: 'refuses',
    severity: 'error',
  })
})

test('what may not be read is named, and hooks are not looked at', async () => {
  const found = await check(wanted('ConfigMap'), { is: 'forbidden' })
  expect(found).toEqual({ findings: [], unread: ['ConfigMap/shop'] })
  const hook = wanted('ConfigMap').replace(
    '{name: shop}',
    '{name: shop, annotations: {helm.sh/hook: test}}',
  )
  expect(await check(hook, { is: 'forbidden' })).toEqual({ findings: [], unread: [] })
})
