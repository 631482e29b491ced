import { expect, test } from 'vitest'
import { printed } from '../printed.ts'

/** What stands behind the key. */
const behind = (literal: unknown): string =>
  printed({ key: literal }).replace(/^key:(.*)\n$/s, '$1')

test.each([
  ['Deployment', ' Deployment'],
  ['two words', ' two words'],
  ['', ' ""'],
  ['no', ' "no"'],
  ['0755', ' "0755"'],
  ['12:30', ' "12:30"'],
  ['1e3', ' "1e3"'],
  ['a: b # c', ' "a: b # c"'],
  ['tab\there', ' "tab\\there"'],
  ['\u0085 and \u2028', ' "\\u0085 and \\u2028"'],
  ['{{ .Values.x }}', ' "{{ "{{" }} .Values.x }}"'],
  ['{{{', ' "{{ "{{" }}{"'],
  ['<no value>', ' "\\u003cno value>"'],
])('the text %j becomes%s', (literal, expected) => {
  expect(behind(literal)).toBe(expected)
})

test.each([
  [10_000_000, ' 10000000'],
  [-1, ' -1'],
  [0.5, ' 0.5'],
  [1e21, ' 1e+21'],
  [true, ' true'],
  [{}, ' {}'],
  [[], ' []'],
])('the literal %j becomes%s', (literal, expected) => {
  expect(behind(literal)).toBe(expected)
})

test.each([
  ['one\ntwo\n', ' |\n  one\n  two'],
  ['one\n\ntwo', ' |-\n  one\n\n  two'],
  ['{{ x }}\n  b', ' |-\n  {{ "{{" }} x }}\n    b'],
  ['a  \n\tb\n', ' |\n  a{{ "  " }}\n  {{ "\\t" }}b'],
  ['a\nb  \n', ' "a\\nb  \\n"'],
  ['  indented\ntext', ' "  indented\\ntext"'],
  ['blank lines at the end\n\n', ' "blank lines at the end\\n\\n"'],
  ['a\n<no value>\n', ' "a\\n\\u003cno value>\\n"'],
])('the text %j of many lines becomes%s', (literal, expected) => {
  expect(behind(literal)).toBe(expected)
})

test.each([
  ['on', '"on": 1\n'],
  ['<<', '"<<": 1\n'],
  ['a/b', 'a/b: 1\n'],
  ['{{', '"{{ "{{" }}": 1\n'],
])('the key %j becomes %s', (key, expected) => {
  expect(printed({ [key]: 1 })).toBe(expected)
})

test.each([
  [null, 'null cannot stand in a manifest'],
  [Number.NaN, 'NaN cannot stand in a manifest'],
  [Symbol.iterator, 'Symbol(Symbol.iterator) cannot stand in a manifest'],
])('%o is refused', (literal, message) => {
  expect(() => printed({ key: literal })).toThrow(new TypeError(message))
})

test('a key that YAML cannot read before a colon is refused', () => {
  expect(() => printed({ ['k'.repeat(1025)]: 1 })).toThrow(TypeError)
})
