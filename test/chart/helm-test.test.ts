import { spawnSync } from 'node:child_process'
import { expect, test } from 'vitest'
import type { Values } from '../../src/values/value.ts'
import { at, items } from '../../src/verify/fields.ts'
import { temporaryFolder } from '../temporary-folder.ts'
import { fakeProgram } from '../verify/fake-program.ts'
import { readObjects, render, writeDefaultChart } from './default-chart.ts'

const folder = writeDefaultChart()

/** What `helm test` asks, and how it ends when one of these does not answer. */
function run(
  pod: unknown,
  silent: string,
): { readonly asked: string; readonly code: number | null } {
  const [container] = items(at(pod, 'spec', 'containers'))
  const [program = '', ...args] = (container?.['command'] ?? []) as readonly string[] // of our own pod
  const bin = temporaryFolder()
  fakeProgram(
    `${bin}/wget`,
    `for url; do :; done; echo "$url"; case $url in *${silent}*) exit 1 ;; esac`,
  )
  const env = { PATH: `${bin}:/bin:/usr/bin` }
  const { stdout, status } = spawnSync(program, args, { env, encoding: 'utf8' })
  return { asked: stdout, code: status }
}

async function testPod(values: Values = {}): Promise<unknown> {
  const objects = readObjects(await render(folder, { profile: 'dev', values }))
  return objects.find(({ kind }) => kind === 'Pod')?.body
}

test('helm test fails when any one component does not answer', async () => {
  const pod = await testPod()
  const all = [...run(pod, 'nobody').asked.matchAll(/^http:\/\/(.+)$/gm)].map(
    ([, url]) => url ?? '',
  )
  expect(all).toHaveLength(7)
  expect(run(pod, 'nobody').code).toBe(0)
  for (const url of all) expect(run(pod, url).code, url).not.toBe(0)
})

test('helm test asks nothing of a service whose readiness probe is off', async () => {
  const { asked } = run(await testPod({ orders: { readinessProbe: { enabled: false } } }), 'nobody')
  expect(asked).not.toContain('orders')
  expect(asked).toContain('catalog')
})

test('helm test runs under an account of its own, without a token', async () => {
  const objects = readObjects(await render(folder, { profile: 'dev' }))
  const account = at(objects.find(({ kind }) => kind === 'Pod')?.body, 'spec', 'serviceAccountName')
  const found = objects.filter(({ kind, name }) => kind === 'ServiceAccount' && name === account)
  expect(found.map(({ body }) => at(body, 'automountServiceAccountToken'))).toEqual([false])
})
