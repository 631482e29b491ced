import * as fc from 'fast-check'
import { expect, it } from 'vitest'
import { overlay } from '../../../src/helm/merge/overlay.ts'
import { values } from '../../validate/arbitrary-values.ts'

it('merges maps, and replaces everything else whole', () => {
  const base = { image: { tag: '1', registry: 'r' }, hosts: ['a', 'b'], labels: { a: '1' } }
  const over = { image: { tag: '2' }, hosts: ['c'], labels: 'none' }
  expect(overlay(base, over)).toEqual({
    image: { tag: '2', registry: 'r' },
    hosts: ['c'],
    labels: 'none',
  })
})

it('takes names of prototypes for keys like any other', () => {
  const over = JSON.parse('{"__proto__": {"polluted": true}, "constructor": {"a": 1}}')
  const merged = overlay({}, over)
  expect(Object.keys(merged)).toEqual(['__proto__', 'constructor'])
  expect(({} as { polluted?: boolean }).polluted).toBeUndefined()
})

it('changes nothing by an empty overlay, nor by the same values again', () => {
  fc.assert(
    fc.property(values, (any) => {
      expect(overlay(any, {})).toEqual(any)
      expect(overlay(any, any)).toEqual(any)
    }),
  )
})
