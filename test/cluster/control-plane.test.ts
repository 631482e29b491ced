import { fileURLToPath } from 'node:url'
import { inject, test } from 'vitest'
import { cluster, createNamespace } from './cluster.ts'
import { pathOf } from './control-plane/api.ts'
import { faults } from './faults.ts'
import { newestHelm, release, type Release, under } from './helm.ts'
import { permissions } from './permissions.ts'

const chart = fileURLToPath(new URL('fixture', import.meta.url))

/** A release in a namespace of its own; both get the name. */
async function fixture(name: string): Promise<Release> {
  return release(newestHelm(), await createNamespace(name), name)
}

test.concurrent('plays a chart from its installation to its end', async ({ expect }) => {
  const whole = await fixture('whole')
  await whole.helm('install', chart)
  await expect.poll(() => faults(whole.namespace)).toEqual([])
  await whole.helm('test')
  await whole.helm('uninstall')
  await expect.poll(() => cluster().list('v1/pods', whole.namespace)).toEqual([])
})

test.concurrent('spreads pods over the zones', async ({ expect }) => {
  const spread = await fixture('spread')
  await spread.helm('install', chart)
  const pods = await cluster().list('v1/pods', spread.namespace)
  const running = pods.filter(({ status }) => status?.phase === 'Running')
  const nodes = running.map(({ spec }) => spec?.nodeName)
  expect(nodes.toSorted()).toEqual(['common-a', 'common-b', 'common-c'])
})

test.concurrent.for([
  ['pod', 'image=example.com/app:never-ready', 'pod is not Ready'],
  ['job', 'job.image=example.com/job:failing', 'Job is not complete'],
] as const)('notices a $0 that goes wrong', async ([kind, setting, sentence], { expect }) => {
  const broken = await fixture(`broken-${kind}`)
  await broken.helm('install', chart)
  const { exitCode } = await broken.attempt('upgrade', chart, '--set', setting, '--timeout', '5s')
  expect(exitCode).toBe(1)
  const found = await faults(broken.namespace)
  expect(found).toContainEqual(expect.stringContaining(sentence))
})

test.concurrent.for(inject('tools').helms)(
  'warns of what Helm $version sends',
  async (helm, { expect }) => {
    const namespace = await createNamespace(under(helm, 'open'))
    const flags = ['--set', 'objection=not restricted', '--timeout', '5s']
    const open = release(helm, namespace, namespace)
    await expect(open.helm('install', chart, ...flags)).rejects.toThrow(/would violate PodSecurity/)
  },
)

test.concurrent.for(inject('tools').helms)(
  'objects to an unknown field from Helm $version',
  async (helm, { expect }) => {
    const namespace = await createNamespace(under(helm, 'unknown'))
    const unknown = release(helm, namespace, namespace)
    const { stderr } = await unknown.attempt('install', chart, '--set', 'objection=unknown field')
    expect(stderr).toMatch(/unknown field.*spec\.replica\b|\.spec\.replica: field not declared/)
  },
)

test.concurrent('tells what a ServiceAccount may do', async ({ expect }) => {
  const watcher = await fixture('watcher')
  const api = cluster()
  const labels = { 'app.kubernetes.io/instance': watcher.name }
  await api.call({
    method: 'POST',
    path: pathOf('v1/serviceaccounts', watcher.namespace),
    body: { metadata: { name: 'watcher', labels } },
  })
  expect(await permissions(watcher)).toEqual([])
  await api.call({
    method: 'POST',
    path: pathOf('rbac.authorization.k8s.io/v1/rolebindings', watcher.namespace),
    body: {
      metadata: { name: 'watcher' },
      roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name: 'view' },
      subjects: [{ kind: 'ServiceAccount', name: 'watcher' }],
    },
  })
  await expect
    .poll(() => permissions(watcher))
    .toContainEqual(expect.stringMatching(/^watcher may .*"get".*"configmaps"/))
})

test.concurrent('objects to a claim that shrinks', async ({ expect }) => {
  const claim = await fixture('claim')
  await claim.helm('install', chart)
  await claim.helm('upgrade', chart, '--set', 'storage=2Gi')
  const shrunk = await claim.attempt('upgrade', chart, '--set', 'storage=1Gi')
  expect(shrunk.stderr).toContain('can not be less than')
})
