import { createHash } from 'node:crypto'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { evaluateChart } from '../../src/chart/evaluate-chart.ts'
import { profilesOf } from '../../src/chart/profiles.ts'
import { toManifest } from '../../src/verify/manifest.ts'
import { examplePlan, examples } from './example.ts'

/**
 * The objects of each example in each profile, by kind and name with a digest, so that a review sees
 * what a change does to them. After a wanted change: npx vitest run test/examples -u
 */
test.each(examples)('the objects of %s', async (name) => {
  const plan = await examplePlan(name)
  const profiles = [{ name: 'defaults', values: plan.defaults }, ...profilesOf(plan)]
  const lines = profiles.flatMap(({ name: profile, values }) => [
    profile,
    ...evaluateChart(plan, values, {
      name: plan.identity.name,
      namespace: plan.identity.name,
    })
      .map((object) => toManifest(object, { source: '', namespace: '', text: '' }))
      .map(({ kind, name: object, body }) => `  ${digest(body)} ${kind} ${object}`)
      .toSorted((a, b) => (a.slice(11) < b.slice(11) ? -1 : 1)),
  ])
  const file = `golden/${name.replaceAll('/', '-')}.txt`
  await expect(`${lines.join('\n')}\n`).toMatchFileSnapshot(
    fileURLToPath(new URL(file, import.meta.url)),
  )
})

function digest(body: unknown): string {
  return createHash('sha256').update(JSON.stringify(body)).digest('hex').slice(0, 8)
}
