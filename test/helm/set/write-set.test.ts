import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { applySet, setNames } from '../../../src/helm/set/apply-set.ts'
import { writeSet } from '../../../src/helm/set/write-set.ts'
import { valueAt } from '../../../src/values/value-at.ts'

test.each([
  [['orders', 'replicas'], 5, '--set orders.replicas=5'],
  [['orders', 'image', 'tag'], '2.0', '--set orders.image.tag=2.0'],
  [['orders', 'image', 'tag'], '2', '--set-string orders.image.tag=2'],
  [['a'], 'x, y', String.raw`--set 'a=x\, y'`],
  [['a', 'example.com/b'], true, String.raw`--set 'a.example\.com/b=true'`],
  [['a'], 1.5, '--set-json a=1.5'],
  [['{ a'], 1.5, String.raw`--set-json '\{ a=1.5'`],
  [['a'], "it's", String.raw`--set 'a=it'\''s'`],
])('%j with %j is %s', (path, value, option) => {
  expect(writeSet(path, value)).toBe(option)
})

test('what is written is read again as the same', () => {
  const name = fc.string({ minLength: 1, unit: 'grapheme-ascii' })
  const value = fc.oneof(
    fc.string(),
    fc.integer(),
    fc.boolean(),
    fc
      .double({ noNaN: true, noDefaultInfinity: true, min: -1e6, max: 1e6 })
      .filter((one) => !Object.is(one, -0)),
  )
  fc.assert(
    fc.property(fc.array(name, { minLength: 1, maxLength: 3 }), value, (path, wanted) => {
      const [, option = '', word = ''] = /^--(\S+) (.*)$/s.exec(writeSet(path, wanted)) ?? []
      const text = word.startsWith("'") ? word.slice(1, -1).replaceAll(String.raw`'\''`, "'") : word
      const found = setNames.find((one) => one === option)
      if (!found) throw new Error(`there is no option ${option}`)
      const { values } = applySet({}, { name: found, text })
      expect(valueAt(values, path)).toEqual(wanted)
    }),
  )
})
