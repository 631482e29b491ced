import * as fc from 'fast-check'
import { RE2JS } from 're2js'
import { expect, test } from 'vitest'
import { plainPattern } from '../../../src/helm/json-schema/plain-pattern.ts'
import { seed } from '../../seed.ts'

const pieces =
  String.raw`a b Z 0 - _ / : " ä 😀 . ^ $ | \. \- \_ \@ \s \d \w \S \W \n \x41 ( ) (?: (?i) (?=
  \b \1 \pL [ ] [^ [a-z] [^\s.] [\w.-] [-a] []a] [[:alpha:]] [^] * + ? {2} {1,3} {2,} { } *? ++`.split(
    /\s+/,
  )
const piece = fc.constantFrom(' ', ...pieces)
const pattern = fc.array(piece, { maxLength: 8 }).map((all) => all.join(''))
const text = fc
  .array(fc.constantFrom(...'aabbZ0-_ /:"ä😀.\n\r\u00a0\u2028K1@A[]{}'), { maxLength: 6 })
  .map((characters) => characters.join(''))

test('a pattern that is plain means in JavaScript what it means in Go', () => {
  let plain = 0
  fc.assert(
    fc.property(pattern, fc.array(text, { minLength: 8, maxLength: 8 }), (expression, texts) => {
      const written = plainPattern(expression)
      if (!written || written.isSlow) return
      plain++
      const ours = new RegExp(written.source, 'u')
      const go = RE2JS.compile(expression)
      for (const one of texts) expect(ours.test(one), one).toBe(go.matcher(one).find())
    }),
    { numRuns: 20_000, seed },
  )
  expect(plain).toBeGreaterThan(4000)
})

test.each([
  '(a+)+$',
  '(a|a)*b',
  '(a*)*',
  '([a-z]+ ?)*!',
  '(a{1,60}){1,60}b',
  '(a|ab){30}',
  'a*a*a*a*b',
])('%s is left to Go, for which it is not slow', (slow) => {
  expect(plainPattern(slow)?.isSlow ?? true).toBe(true)
})

test.each(['^[a-z0-9]([-a-z0-9]*[a-z0-9])?$', '^(a|b|c)$', '^\\d{1,3}(\\.\\d{1,3}){3}$', '^v.+$'])(
  '%s is plain, and fast',
  (fast) => {
    expect(plainPattern(fast)).toMatchObject({ isSlow: false })
  },
)
