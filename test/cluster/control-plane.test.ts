import { fileURLToPath } from 'node:url'
import { describe, expect, inject, test } from 'vitest'
import { cluster, createNamespace } from './cluster.ts'
import { faults } from './faults.ts'
import { release, type Release } from './helm.ts'

const chart = fileURLToPath(new URL('fixture', import.meta.url))

describe.concurrent.each(inject('tools').helms)('a control plane under Helm $version', (helm) => {
  /** A release in a namespace of its own; both get the name. */
  async function fixture(purpose: string): Promise<Release> {
    const name = `${purpose}-helm-${helm.version.split('.')[0]}`
    return release(helm, await createNamespace(name), name)
  }

  test('plays a chart from its installation to its end', async () => {
    const whole = await fixture('whole')
    const { stderr } = await whole.helm('install', chart)
    expect(stderr).toBe('')
    await expect.poll(() => faults(whole.namespace)).toEqual([])
    await whole.helm('test')
    await whole.helm('uninstall')
    await expect.poll(() => cluster().list('v1/pods', whole.namespace)).toEqual([])
  })

  test('spreads pods over the zones', async () => {
    const spread = await fixture('spread')
    await spread.helm('install', chart)
    const pods = await cluster().list('v1/pods', spread.namespace)
    const running = pods.filter(({ status }) => status?.phase === 'Running')
    const nodes = running.map(({ spec }) => spec?.nodeName)
    expect(nodes.toSorted()).toEqual(['node-a', 'node-b', 'node-c'])
  })

  test.each([
    ['pod', 'image=example.com/app:never-ready', 'pod is not Ready'],
    ['job', 'job.image=example.com/job:failing', 'Job is not complete'],
  ])('notices a %s that goes wrong', async (kind, setting, sentence) => {
    const broken = await fixture(`broken-${kind}`)
    await broken.helm('install', chart)
    const { exitCode } = await broken.attempt('upgrade', chart, '--set', setting, '--timeout', '5s')
    expect(exitCode).toBe(1)
    const found = await faults(broken.namespace)
    expect(found).toContainEqual(expect.stringContaining(sentence))
  })

  test('objects to a pod that is not restricted', async () => {
    const open = await fixture('open')
    const flags = ['--set', 'objection=not restricted', '--timeout', '5s']
    const { stderr } = await open.attempt('install', chart, ...flags)
    expect(stderr).toContain('Warning: would violate PodSecurity')
  })

  test('objects to an unknown field', async () => {
    const unknown = await fixture('unknown')
    const { stderr } = await unknown.attempt('install', chart, '--set', 'objection=unknown field')
    expect(stderr).toContain('replica')
  })

  test('objects to a claim that shrinks', async () => {
    const claim = await fixture('claim')
    await claim.helm('install', chart)
    await claim.helm('upgrade', chart, '--set', 'storage=2Gi')
    const shrunk = await claim.attempt('upgrade', chart, '--set', 'storage=1Gi')
    expect(shrunk.stderr).toContain('can not be less than')
  })
})
