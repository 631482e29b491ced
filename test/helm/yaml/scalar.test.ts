import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { parseDocuments } from '../../../src/helm/yaml/parse.ts'
import { blockIsSafe, key, scalar } from '../../../src/helm/yaml/scalar.ts'
import { anyText, wellFormed } from './any-text.ts'

describe('scalar', () => {
  test.each([
    'nginx',
    'docker.io/library/nginx:1.27-alpine',
    'http://orders:8080/health',
    '250m',
    '10Gi',
    '25%',
    '30s',
    '1-postgresql',
    '--maxmemory=1Gi',
    '$(DATABASE_URL)',
    '/var/lib/data',
    'A short sentence, plain and simple',
    'one-two_three.four',
  ])('%s stays plain', (text) => {
    expect(scalar(text)).toBe(text)
  })

  test.each([
    ['', '""'],
    ['no', '"no"'],
    ['Y', '"Y"'],
    ['null', '"null"'],
    ['~', '"~"'],
    ['1', '"1"'],
    ['0755', '"0755"'],
    ['1e3', '"1e3"'],
    ['e3', '"e3"'],
    ['1_000', '"1_000"'],
    ['0x1F', '"0x1F"'],
    ['.inf', '".inf"'],
    ['1.27', '"1.27"'],
    ['1.2.3', '"1.2.3"'],
    ['12:30', '"12:30"'],
    ['2001-12-14', '"2001-12-14"'],
    ['<<', '"<<"'],
    ['=', '"="'],
    ['-', '"-"'],
    ['- a', '"- a"'],
    ['---', '"---"'],
    ['a: b', '"a: b"'],
    ['a:', '"a:"'],
    ['a #b', '"a #b"'],
    ['{{ a }}', '"{{ a }}"'],
    [' a', '" a"'],
    ['a ', '"a "'],
    ['"', String.raw`"\""`],
    ['a\\b', String.raw`"a\\b"`],
    ['a\n\tb\0', String.raw`"a\n\tb\u0000"`],
    ['\u007f\u0085\u009f', String.raw`"\u007f\u0085\u009f"`],
    ['\u2028\u2029\ufeff\ufffe\uffff', String.raw`"\u2028\u2029\ufeff\ufffe\uffff"`],
    ['é 日本 😀', '"é 日本 😀"'],
    ['\ud83d', '"\ufffd"'],
  ])('%j is written %s', (text, spelling) => {
    expect(scalar(text)).toBe(spelling)
  })

  test('any text is read back as itself, by the rules of Helm, YAML 1.1 and YAML 1.2', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const list = `- ${scalar(text)}\n- ${key(text.slice(0, 100))}: x\n`
        const expected = [wellFormed(text), { [wellFormed(text.slice(0, 100))]: 'x' }]
        expect(parseDocuments(list)).toEqual([expected])
        expect(parse(list, { version: '1.1' })).toEqual(expected)
        expect(parse(list, { version: '1.2' })).toEqual(expected)
      }),
      { numRuns: 2000 },
    )
  })
})

describe('blockIsSafe', () => {
  test.each([
    'a\n',
    'a\nb',
    'a\n  b\n',
    'a\n\nb\n',
    '\n\na\n',
    'a: b\n# c\n',
    'a\n\tb\n',
    'é\n',
    '---\n',
  ])('%j may be a block', (text) => {
    expect(blockIsSafe(text)).toBe(true)
  })

  test.each([
    ['one line', 'a'],
    ['nothing but newlines', '\n'],
    ['two newlines at the end', 'a\n\n'],
    ['a first line that is indented', ' a\nb\n'],
    ['a first line that begins with a tab', '\n\ta\nb\n'],
    ['a line of blanks', 'a\n  \nb\n'],
    ['a last line of blanks', 'a\nb\n '],
    ['carriage returns', 'a\r\nb\n'],
    ['a control character', 'a\u0007\nb\n'],
    ['a line break of YAML 1.1', 'a\u2028\nb\n'],
    ['half a surrogate pair', 'a\ud83d\nb\n'],
  ])('%s is none', (_, text) => {
    expect(blockIsSafe(text)).toBe(false)
  })
})
