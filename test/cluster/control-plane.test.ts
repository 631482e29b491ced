import { fileURLToPath } from 'node:url'
import { test } from 'vitest'
import { cluster, createNamespace } from './cluster.ts'
import { faults } from './faults.ts'
import { newestHelm, release, type Release } from './helm.ts'

const chart = fileURLToPath(new URL('fixture', import.meta.url))

/** A release in a namespace of its own; both get the name. */
async function fixture(name: string): Promise<Release> {
  return release(newestHelm(), await createNamespace(name), name)
}

test.concurrent('plays a chart from its installation to its end', async ({ expect }) => {
  const whole = await fixture('whole')
  const { stderr } = await whole.helm('install', chart)
  expect(stderr).toBe('')
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
  expect(nodes.toSorted()).toEqual(['node-a', 'node-b', 'node-c'])
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

test.concurrent('objects to a pod that is not restricted', async ({ expect }) => {
  const open = await fixture('open')
  const flags = ['--set', 'objection=not restricted', '--timeout', '5s']
  const { stderr } = await open.attempt('install', chart, ...flags)
  expect(stderr).toContain('Warning: would violate PodSecurity')
})

test.concurrent('objects to an unknown field', async ({ expect }) => {
  const unknown = await fixture('unknown')
  const { stderr } = await unknown.attempt('install', chart, '--set', 'objection=unknown field')
  expect(stderr).toContain('replica')
})

test.concurrent('objects to a claim that shrinks', async ({ expect }) => {
  const claim = await fixture('claim')
  await claim.helm('install', chart)
  await claim.helm('upgrade', chart, '--set', 'storage=2Gi')
  const shrunk = await claim.attempt('upgrade', chart, '--set', 'storage=1Gi')
  expect(shrunk.stderr).toContain('can not be less than')
})
