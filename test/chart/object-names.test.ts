import { expect, test } from 'vitest'
import { profilesOf } from '../../src/chart/profiles.ts'
import { evaluateChart } from '../../src/chart/evaluate-chart.ts'
import {
  longestSuffix,
  longNameProblems,
  type ObjectName,
  objectNames,
} from '../../src/chart/object-names.ts'
import { release, text } from '../../src/template/node/expression.ts'
import { scope } from '../../src/template/node/scope.ts'
import { when } from '../../src/template/node/structure.ts'
import { at } from '../../src/verify/fields.ts'
import { plan } from '../default-project.ts'

const named = (kind: string, length: number): ObjectName => ({ kind, suffix: 'n'.repeat(length) })

test.each<[string, readonly ObjectName[], number]>([
  ['no object', [], 0],
  ['a Service has 63 characters', [named('Service', 20), named('Service', 9)], 20],
  ['a StatefulSet needs 11 for the revision of its pods', [named('StatefulSet', 10)], 21],
  ['a CronJob needs 11 for the time of its Jobs', [named('CronJob', 10)], 21],
  ['a ConfigMap has 253 characters', [named('ConfigMap', 90), named('Job', 5)], 5],
])('longest suffix: %s', (_, names, longest) => {
  expect(longestSuffix(names)).toBe(longest)
})

test.each<[string, number, readonly string[]]>([
  ['Service', 59, []],
  ['Service', 60, ['the Service shopX has a name of 64 characters; 63 is the most']],
  ['StatefulSet', 48, []],
  ['StatefulSet', 49, ['the StatefulSet shopX has a name of 53 characters; 52 is the most']],
  ['Secret', 100, []],
])('a %s with %i characters after "shop"', (kind, length, messages) => {
  const problems = longNameProblems('orders', 'shop', [named(kind, length)])
  expect(problems.map(({ message }) => message.replace(/n{40,}/, 'X'))).toEqual(messages)
  expect(problems.every(({ path }) => path === 'components.orders')).toBe(true)
})

test('objects under a condition count, whichever way it goes', () => {
  const { value } = scope<{ readonly on: boolean }>()
  const service = (suffix: string): unknown => ({
    kind: 'Service',
    metadata: { name: text`${release.name}-${suffix}` },
  })
  const documents = [when(value('on'), service('on'), service('off')), service('always')]
  const names = objectNames(documents, {
    values: { on: false },
    schema: { type: 'object', properties: { on: { type: 'boolean' } } },
    release: { name: 'shop', namespace: 'default' },
    chart: { name: 'shop', version: '1.0.0', appVersion: '1.0.0' },
  })
  expect(names.map(({ suffix }) => suffix)).toEqual(['-on', '-off', '-always'])
})

test.each(profilesOf(plan))('names of the profile $name are known beforehand', ({ values }) => {
  const known = Object.values(plan.names).flat()
  const limited = ['Service', 'Job', 'StatefulSet', 'Deployment']
  const rendered = evaluateChart(plan, values, { name: 'shop', namespace: 'default' })
  const names = rendered
    .map((one) => ({ kind: at(one, 'kind'), suffix: at(one, 'metadata', 'name') }))
    .filter(({ kind }) => limited.includes(String(kind)))
  expect(names.length).toBeGreaterThan(20)
  for (const { kind, suffix } of names) {
    expect(known).toContainEqual({ kind, suffix: String(suffix).replace(/^shop/, '') })
  }
})
