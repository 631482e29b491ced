import { expect, test } from 'vitest'
import platform from '../../platform.ts'
import { upgradeProblems } from '../../src/diff/upgrade/upgrade-problems.ts'
import { chartOf } from './chart-of.ts'
import { rendered } from './rendered.ts'
import { chart, profiles } from './shop.ts'

test('no two profiles, and no two versions, differ in a field that cannot change', async () => {
  const versions = ['1.0.0', '2.0.0'].map((version) =>
    chartOf(platform, { version, appVersion: version }),
  )
  const charts = [chart, ...versions]
  const outputs = await Promise.all(
    charts.flatMap((one) => profiles.map(({ name }) => rendered(name, one))),
  )
  const states = outputs.map((manifests) => manifests.map(({ body }) => body))
  expect(states.length).toBeGreaterThan(10)
  const problems = states.flatMap((from) => states.flatMap((to) => upgradeProblems(from, to)))
  const refused = problems.filter(({ code }) => /^(immutable-field|exclusive-fields)$/.test(code))
  expect(refused).toEqual([])
})
