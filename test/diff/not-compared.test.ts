import { expect, it } from 'vitest'
import { diffText } from '../../src/commands/print-diff.ts'
import { compareStates, type State } from '../../src/diff/compare-states.ts'
import type { Schema } from '../../src/schema/schema.ts'

const state = (fields: Partial<State>): State => ({
  name: 'a',
  values: {},
  schema: {},
  objects: [],
  ...fields,
})
const object = (apiVersion: string, spec: object): object => ({
  apiVersion,
  kind: 'Thing',
  metadata: { name: 'a' },
  spec,
})
const schema = (fields: object): Schema => fields // of another hand, with any keyword

it.each([
  [
    'a custom resource that changed',
    [object('example.com/v1', { a: 1 })],
    [object('example.com/v1', { a: 2 })],
    ['what the operator of Thing lets change'],
  ],
  ['a new custom resource', [], [object('example.com/v1', { a: 2 })], []],
  [
    'an object of Kubernetes',
    [object('networking.k8s.io/v1', { a: 1 })],
    [object('networking.k8s.io/v1', { a: 2 })],
    [],
  ],
  [
    'one of its neighbours',
    [object('gateway.networking.k8s.io/v1', { a: 1 })],
    [object('gateway.networking.k8s.io/v1', { a: 2 })],
    ['what the operator of Thing lets change'],
  ],
])('%s', (_, from, to, expected) => {
  const { notCompared } = compareStates(state({ objects: from }), state({ objects: to }))
  expect(notCompared).toEqual(expected)
})

it('keywords of a schema that are not read, where the schema changed', () => {
  const [old, next] = [
    schema({ anyOf: [{ multipleOf: 2 }], properties: { oneOf: {} }, default: { allOf: 1 } }),
    schema({ anyOf: [{ multipleOf: 3 }] }),
  ]
  const { notCompared } = compareStates(state({ schema: old }), state({ schema: next }))
  expect(notCompared).toEqual(['anyOf in the schema', 'multipleOf in the schema'])
  expect(compareStates(state({ schema: old }), state({ schema: old })).notCompared).toEqual([])
})

it('is said where nothing else breaks', () => {
  const [from, to] = [1, 2].map((a) =>
    state({ values: { a }, objects: [object('example.com/v1', { a })] }),
  )
  if (!from || !to) throw new Error('there are two')
  expect(diffText(compareStates(from, to), false)).toContain(
    'nothing breaks of what was compared\nnot compared: what the operator of Thing lets change',
  )
})
