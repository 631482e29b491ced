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
    ['Thing/a what its operator lets change is not known'],
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
    ['Thing/a what its operator lets change is not known'],
  ],
])('%s', (_, from, to, expected) => {
  const { notCompared } = compareStates(state({ objects: from }), state({ objects: to }))
  expect(notCompared.map(({ path, message }) => `${path} ${message}`)).toEqual(expected)
})

it('labels and annotations of a custom resource are Kubernetes own', () => {
  const [from, to] = ['1', '2'].map((version) =>
    state({
      objects: [
        {
          apiVersion: 'example.com/v1',
          kind: 'Thing',
          metadata: { name: 'a', labels: { 'helm.sh/chart': version } },
        },
      ],
    }),
  )
  if (!from || !to) throw new Error('there are two')
  expect(compareStates(from, to)).toMatchObject({ objects: [{ name: 'a' }], notCompared: [] })
})

it('what is not followed in a schema, where the schema changed', () => {
  const [old, next] = ['a', 'b'].map((name) =>
    schema({ properties: { x: { $ref: `https://example.com/${name}` } } }),
  )
  if (!old || !next) throw new Error('there are two')
  const { notCompared } = compareStates(state({ schema: old }), state({ schema: next }))
  expect(notCompared.map(({ path, message }) => `${path}: ${message}`)).toEqual([
    'x: the reference https://example.com/a in the schema is not followed',
    'x: the reference https://example.com/b in the schema is not followed',
  ])
  expect(compareStates(state({ schema: old }), state({ schema: old })).notCompared).toEqual([])
})

it('a state that Helm does not render', () => {
  const refusal = [{ code: 'helm-error', path: 'templates/a.yaml', message: 'host is required' }]
  const [from, to] = [state({ refusal }), state({ refusal })]
  const { breaking, notCompared } = compareStates(from, to)
  expect(breaking).toEqual([])
  expect(notCompared).toMatchObject([
    { path: 'objects', message: 'Helm does not render a: host is required' },
    { path: 'objects' },
  ])
  expect(compareStates(state({}), to)).toMatchObject({
    breaking: [
      { code: 'values-refused', message: 'Helm refuses the values now: host is required' },
    ],
    notCompared: [{ path: 'objects' }],
  })
})

it('is said where nothing else breaks', () => {
  const [from, to] = [1, 2].map((a) =>
    state({ values: { a }, objects: [object('example.com/v1', { a })] }),
  )
  if (!from || !to) throw new Error('there are two')
  expect(diffText(compareStates(from, to), false)).toContain(
    'nothing breaks of what was compared, 1 not compared',
  )
})
