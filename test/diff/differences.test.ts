import { isDeepStrictEqual } from 'node:util'
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { differences } from '../../src/diff/differences.ts'
import { formatPath } from '../../src/helm/yaml/yaml-path.ts'
import { values as map } from '../validate/arbitrary-values.ts'

const named = fc.uniqueArray(
  fc.record(
    { name: fc.constantFrom('a', 'b', '1', '2', '__proto__'), value: fc.nat({ max: 2 }) },
    { noNullPrototype: true },
  ),
  { selector: ({ name }) => name, maxLength: 3 },
)
const anything = fc.oneof(
  map,
  named,
  fc.array(map, { maxLength: 2 }),
  fc.jsonValue({ maxDepth: 2 }),
)

/** Two things that often have much in common. */
const pair = fc.oneof(
  fc.tuple(anything, anything),
  anything.map((one) => [one, structuredClone(one)] as const),
  fc.tuple(named, named).map(([a, b]) => [{ list: a }, { list: b }] as const),
)

describe('differences', () => {
  it('are none if, and only if, two things are equal', () => {
    fc.assert(
      fc.property(pair, ([from, to]) => {
        expect(differences(from, to).length === 0).toBe(isDeepStrictEqual(from, to))
      }),
    )
  })

  it('turn round when the two things do', () => {
    const opposite = { added: 'removed', removed: 'added', changed: 'changed' } as const
    fc.assert(
      fc.property(pair, ([a, b]) => {
        const turned = differences(b, a).map(({ path, change, from, to }) => ({
          path,
          change: opposite[change],
          ...(to !== undefined && { from: to }),
          ...(from !== undefined && { to: from }),
        }))
        expect(new Set(turned.map((one) => JSON.stringify(sorted(one))))).toEqual(
          new Set(differences(a, b).map((one) => JSON.stringify(sorted(one)))),
        )
      }),
    )
  })

  const container = { name: 'app', env: [{ name: 'A', value: '1' }] }
  it.each([
    ['a value', { a: { b: 1 } }, { a: { b: 2 } }, 'a.b: 1 → 2'],
    ['a list whole', { a: [1, 2] }, { a: [1] }, 'a: [1,2] → [1]'],
    [
      'a named item',
      [container],
      [{ ...container, env: [{ name: 'A', value: '2' }] }],
      'app.env.A.value: "1" → "2"',
    ],
    ['a new item', { a: [] }, { a: [{ name: 'x', b: 1 }] }, 'a.x: undefined → {"name":"x","b":1}'],
    [
      'another order',
      [{ name: 'a' }, { name: 'b' }],
      [{ name: 'b' }, { name: 'a' }],
      '[0].name: "a" → "b", [1].name: "b" → "a"',
    ],
    [
      'mounts of one volume',
      [mount('/a', 1), mount('/b', 1)],
      [mount('/a', 1), mount('/b', 2)],
      '/b.value: 1 → 2',
    ],
    ['an item without a name', [{ a: 1 }, { a: 2 }], [{ a: 1 }, { a: 3 }], '[1].a: 2 → 3'],
  ])('tell %s', (_, from, to, expected) => {
    const told = differences(from, to).map(
      (one) => `${formatPath(one.path)}: ${JSON.stringify(one.from)} → ${JSON.stringify(one.to)}`,
    )
    expect(told.join(', ')).toBe(expected)
  })
})

function mount(mountPath: string, value: number): object {
  return { name: 'tmp', mountPath, value }
}

function sorted(one: object): object {
  return Object.fromEntries(Object.entries(one).toSorted(([a], [b]) => (a < b ? -1 : 1)))
}
