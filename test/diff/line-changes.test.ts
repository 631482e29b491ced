import * as fc from 'fast-check'
import { expect, it } from 'vitest'
import { lineChanges } from '../../src/diff/line-changes.ts'

const text = fc
  .array(fc.constantFrom('a', 'b', 'c', ''), { minLength: 1, maxLength: 8 })
  .map((lines) => lines.join('\n'))

it('takes away lines of the one text and adds lines of the other, and leaves what both have', () => {
  fc.assert(
    fc.property(text, text, (from, to) => {
      const changes = lineChanges(from, to)
      const kept = from.split('\n').length - changes.filter(({ sign }) => sign === '-').length
      const whole = kept + changes.filter(({ sign }) => sign === '+').length
      expect(whole).toBe(to.split('\n').length)
      expect(remaining(from, changes, '-')).toEqual(remaining(to, changes, '+'))
    }),
  )
})

it('tells a line in the middle', () => {
  expect(lineChanges('a\nb\nc', 'a\nx\nc')).toEqual([
    { sign: '-', line: 'b' },
    { sign: '+', line: 'x' },
  ])
})

it('tells nothing of equal texts', () => {
  fc.assert(
    fc.property(text, (same) => {
      expect(lineChanges(same, same)).toEqual([])
    }),
  )
})

/** The lines of a text without those of one sign, taken away from the front. */
function remaining(
  whole: string,
  changes: ReturnType<typeof lineChanges>,
  sign: '-' | '+',
): readonly string[] {
  const lines = whole.split('\n')
  for (const change of changes) {
    if (change.sign === sign) lines.splice(lines.indexOf(change.line), 1)
  }
  return lines.toSorted()
}
