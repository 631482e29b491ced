import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ChartError } from '../../src/errors/chart-error.ts'
import { deltaOf } from '../../src/values/delta.ts'
import { overlay } from '../../src/helm/merge/overlay.ts'
import { isMap, type Values } from '../../src/values/value.ts'
import { values } from '../validate/arbitrary-values.ts'

describe('deltaOf', () => {
  it('has what differs and nothing else: maps by key, lists whole', () => {
    const base = {
      replicas: 1,
      image: { tag: '1', registry: 'r' },
      hosts: ['a', 'b'],
      spot: { key: 'x' },
    }
    const target = {
      replicas: 1,
      image: { tag: '2', registry: 'r' },
      hosts: ['a'],
      spot: { key: 'x' },
      env: {},
    }
    expect(deltaOf(base, target)).toEqual({ image: { tag: '2' }, hosts: ['a'], env: {} })
  })

  it('is empty between equal values, whatever the order of their keys', () => {
    expect(deltaOf({ a: 1, b: { c: 1, d: 2 } }, { b: { d: 2, c: 1 }, a: 1 })).toEqual({})
  })

  it('names every key that would have to go away', () => {
    const problems = problemsOf(() => deltaOf({ a: 1, b: { c: 1, d: {} } }, { b: { e: 1 } }))
    expect(problems.map(({ code, path }) => `${code} ${path}`)).toEqual([
      'overlay-removes-key a',
      'overlay-removes-key b.c',
      'overlay-removes-key b.d',
    ])
  })

  it('gives the target when it is laid over the base', () => {
    fc.assert(
      fc.property(values, values, (base, change) => {
        const target = overlay(base, change)
        expect(overlay(base, deltaOf(base, target))).toEqual(target)
      }),
    )
  })

  it('has no leaf that could be left out', () => {
    fc.assert(
      fc.property(values, values, (base, change) => {
        const target = overlay(base, change)
        const delta = deltaOf(base, target)
        for (const smaller of withoutOneLeaf(delta))
          expect(overlay(base, smaller)).not.toEqual(target)
      }),
    )
  })
})

function problemsOf(run: () => unknown): ChartError['problems'] {
  try {
    run()
  } catch (error) {
    if (error instanceof ChartError) return error.problems
    throw error
  }
  return []
}

function* withoutOneLeaf(map: Values): Iterable<Values> {
  for (const [key, value] of Object.entries(map)) {
    const { [key]: _, ...others } = map
    if (!isMap(value) || Object.keys(value).length === 0) yield others
    else for (const smaller of withoutOneLeaf(value)) yield { ...others, [key]: smaller }
  }
}
