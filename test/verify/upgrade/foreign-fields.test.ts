import { expect, test } from 'vitest'
import { fieldText } from '../../../src/verify/upgrade/field-path.ts'
import { foreignFields } from '../../../src/verify/upgrade/foreign-fields.ts'

const leaf = {}

/** What somebody owns of an object, and what an upgrade to `wanted` does with it. */
function outcomes(
  { before, there, wanted }: Readonly<Record<'before' | 'there' | 'wanted', object>>,
  fieldsV1: object,
  {
    apiVersion = 'apps/v1',
    isServerSide = true,
    manager = 'kubectl-edit',
    operation = 'Update',
  } = {},
): Readonly<Record<string, string>> {
  const managedFields = [{ manager, operation, fieldsV1 }]
  const states = { apiVersion, before, there: { ...there, metadata: { managedFields } }, wanted }
  const found = foreignFields(states, isServerSide)
  return Object.fromEntries(found.map((one) => [fieldText(one.path), `${one.helm3} ${one.helm4}`]))
}

const spec = (value: object): object => ({ spec: value })
const replicas = { 'f:spec': { 'f:replicas': leaf } }
const three = spec({ replicas: 3 })

test('another value stops Helm 4, and Helm 3 puts it back', () => {
  const states = { before: three, there: spec({ replicas: 5 }), wanted: three }
  expect(outcomes(states, replicas)).toEqual({ 'spec.replicas': 'restores conflict' })
  expect(outcomes(states, replicas, { isServerSide: false })).toEqual({
    'spec.replicas': 'restores restores',
  })
})

test('the same value concerns nobody', () => {
  expect(outcomes({ before: three, there: three, wanted: three }, replicas)).toEqual({})
})

test('a field that leaves the chart goes with Helm 3, and stays with its other owner with Helm 4', () => {
  const states = { before: three, there: spec({ replicas: 5 }), wanted: spec({}) }
  const autoscaler = { manager: 'kube-controller-manager' }
  expect(outcomes(states, replicas, autoscaler)).toEqual({ 'spec.replicas': 'removes keeps' })
})

test('what an autoscaler has scaled to concerns nobody where the chart says nothing of it', () => {
  const states = { before: spec({}), there: spec({ replicas: 5 }), wanted: spec({}) }
  expect(outcomes(states, replicas, { manager: 'kube-controller-manager' })).toEqual({})
  expect(outcomes(states, replicas)).toEqual({ 'spec.replicas': 'keeps keeps' })
})

test('an amount in another unit is a conflict for Helm 4 alone', () => {
  const cpu = (amount: unknown): object => spec({ resources: { requests: { cpu: amount } } })
  const owned = { 'f:spec': { 'f:resources': { 'f:requests': { 'f:cpu': leaf } } } }
  const states = { before: cpu('1000m'), there: cpu('1'), wanted: cpu('1000m') }
  expect(outcomes(states, owned)).toEqual({
    'spec.resources.requests.cpu': 'same conflict',
  })
})

test('an item that somebody added is one thing, and stays', () => {
  const env = (...names: readonly string[]): object =>
    spec({ env: names.map((name) => ({ name, value: '1' })) })
  const owned = {
    'f:spec': {
      'f:env': { 'k:{"name":"B"}': { '.': leaf, 'f:name': leaf, 'f:value': leaf } },
    },
  }
  const states = { before: env('A'), there: env('A', 'B'), wanted: env('A') }
  expect(outcomes(states, owned)).toEqual({ 'spec.env[B]': 'keeps keeps' })
})

test('a map that is one value for the API server is merged by Helm 3', () => {
  const selector = (labels: object): object => spec({ selector: labels })
  const owned = { 'f:spec': { 'f:selector': leaf } }
  const blue = selector({ app: 'shop' })
  const green = { before: blue, there: selector({ app: 'shop', colour: 'green' }), wanted: blue }
  expect(outcomes(green, owned)).toEqual({ 'spec.selector': 'keeps conflict' })
  const another = { ...green, there: selector({ app: 'another' }) }
  expect(outcomes(another, owned)).toEqual({ 'spec.selector': 'restores conflict' })
})

test('Helm compares no custom resource with the server unless it applies there', () => {
  const states = { before: three, there: spec({ replicas: 5 }), wanted: three }
  const custom = { apiVersion: 'example.com/v1' }
  expect(outcomes(states, replicas, custom)).toEqual({ 'spec.replicas': 'keeps conflict' })
  const changed = { ...states, wanted: spec({ replicas: 4 }) }
  expect(outcomes(changed, replicas, custom)).toEqual({ 'spec.replicas': 'restores conflict' })
})

test('what was removed is put back, without an owner', () => {
  const states = {
    before: spec({ template: { probe: 'a' }, paused: false }),
    there: spec({ template: {} }),
    wanted: spec({ template: { probe: 'a' }, paused: false, fresh: 'b' }),
  }
  expect(outcomes(states, {})).toEqual({ 'spec.template.probe': 'restores restores' })
  const helms = { 'f:spec': { 'f:template': { 'f:probe': leaf } } }
  const dropped = { manager: 'helm', operation: 'Apply' }
  expect(outcomes(states, helms, dropped)).toEqual({})
})

test('a value that nobody owns is put back by both', () => {
  const states = { before: three, there: spec({ replicas: 0 }), wanted: three }
  expect(outcomes(states, {})).toEqual({ 'spec.replicas': 'restores restores' })
  const helms = { manager: 'helm', operation: 'Apply' }
  expect(outcomes({ ...states, there: spec({ replicas: '3' }) }, replicas, helms)).toEqual({})
})
