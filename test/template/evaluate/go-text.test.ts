import { expect, test } from 'vitest'
import {
  asText,
  goJson,
  goQuote,
  queryEscape,
  sortedEntries,
} from '../../../src/template/evaluate/go-text.ts'

test.each([
  ['a "b" \\', '"a \\"b\\" \\\\"'],
  ['\u0007\b\f\n\r\t\v', '"\\a\\b\\f\\n\\r\\t\\v"'],
  ['\u0000\u001f\u007f', '"\\x00\\x1f\\x7f"'],
  ['\u0085\u00a0\u2028\ufeff', '"\\u0085\\u00a0\\u2028\\ufeff"'],
  ['é 漢 😀', '"é 漢 😀"'],
  ['\u{10fff0}', '"\\U0010fff0"'],
])('Go quotes %j', (text, expected) => {
  expect(goQuote(text)).toBe(expected)
})

test.each([
  [{ b: 1, a: [true, null], 10: 'x', 9: 'y' }, '{"10":"x","9":"y","a":[true,null],"b":1}'],
  ['<a>&\u2028', '"\\u003ca\\u003e\\u0026\\u2028"'],
  [undefined, 'null'],
  [1e21, '1e+21'],
])('Go writes %j as JSON', (value, expected) => {
  expect(goJson(value)).toBe(expected)
})

test("Go escapes a query's blanks and signs", () => {
  expect(queryEscape("a b+c/é!'()*-._~")).toBe('a+b%2Bc%2F%C3%A9%21%27%28%29%2A-._~')
})

test('Go visits a map by the bytes of its keys', () => {
  const keys = sortedEntries({ '\u{1f600}': 1, '\uff5e': 2, b: 3, a: 4, 10: 5, 9: 6 })
  expect(keys.map(([key]) => key)).toEqual(['10', '9', 'a', 'b', '\uff5e', '\u{1f600}'])
})

test.each([undefined, null, {}, [1]])('%j has no place in a text', (value) => {
  expect(() => asText(value)).toThrow('stands in a text')
})
