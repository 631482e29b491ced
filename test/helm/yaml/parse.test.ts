import { describe, expect, test } from 'vitest'
import { parseDocuments, readYaml } from '../../../src/helm/yaml/parse.ts'

/** What readYaml says of a text, a line for each problem. */
function screen(text: string): readonly string[] {
  return readYaml(text, 'f.yaml').problems.map((problem) => {
    const { line, column, severity = 'error', code, path, message, hint } = problem
    return `${line}:${column} ${severity} ${code} ${path}: ${message}${hint ? `; ${hint}` : ''}`
  })
}

const dataOf = (text: string): unknown => readYaml(text).documents[0]?.data

describe('data', () => {
  test.each([
    ['a: 1\nb: {c: [yes, "yes"]}', { a: 1, b: { c: [true, 'yes'] } }],
    ['a:\n- 1\n- x: 2', { a: [1, { x: 2 }] }],
    ['a:', { a: null }],
    ['a: |\n  x\n\n  y\nb: >-\n  x\n  y', { a: 'x\n\ny\n', b: 'x y' }],
    ['a: "\\u00e9\\x41\\n"', { a: 'éA\n' }],
    ['{a, b: 1}', { a: null, b: 1 }],
    ['? a\n: b', { a: 'b' }],
    ['a: !!str 5\nb: !!int "0x10"\nc: !mine 5', { a: '5', b: 16, c: '5' }],
    ['a: !!set {x, z}\nb: !!omap [x: 1]', { a: { x: null, z: null }, b: [{ x: 1 }] }],
    ['\uFEFFa: 1', { a: 1 }],
    ['a: 1\r\nb: |\r\n  x\r\n', { a: 1, b: 'x\n' }],
    ['--- # nothing but a comment', null],
  ])('%j', (text, data) => {
    expect(dataOf(text)).toEqual(data)
    expect(screen(text).filter((line) => line.includes('error'))).toEqual([])
  })

  test('keys become text as in Helm', () => {
    const text =
      '8080: a\n0x10: b\non: c\n1.5: d\n1000000.0: e\n1e-7: f\n16777217.0: g\n.inf: h\n-0.0: i'
    expect(dataOf(text)).toEqual({
      '8080': 'a',
      '16': 'b',
      true: 'c',
      '1.5': 'd',
      '1e+06': 'e',
      '1e-07': 'f',
      '1.6777216e+07': 'g',
      '.inf': 'h',
      '-0': 'i',
    })
  })

  test('an alias is the nearest anchor above it, wherever it is written out', () => {
    const text = 'a: &x {b: &y 1}\nc: &y 2\nd: *x\ne: *y\n*y : f'
    expect(dataOf(text)).toEqual({ a: { b: 1 }, c: 2, d: { b: 1 }, e: 2, '2': 'f' })
  })

  test('merge keys copy what is above them, the first of a list before the second', () => {
    const text = `
base: &base {a: 1, b: 1, deep: {x: 1}}
more: &more {b: 2, c: 2}
one: {<<: *base, a: 0, deep: {z: 1}}
two: {<<: [*base, *more]}
nested: {<<: {<<: *more, b: 3}}
text: {"<<": 1}`
    expect(dataOf(text)).toMatchObject({
      one: { a: 0, b: 1, deep: { z: 1 } },
      two: { a: 1, b: 1, c: 2, deep: { x: 1 } },
      nested: { b: 3, c: 2 },
      text: { '<<': 1 },
    })
  })

  test('no key reaches a prototype', () => {
    const data = dataOf('__proto__: {polluted: 1}\nconstructor: {prototype: {polluted: 1}}')
    expect(Object.keys(data as object)).toEqual(['__proto__', 'constructor'])
    expect(Object.getPrototypeOf(data)).toBe(Object.prototype)
    expect('polluted' in {}).toBe(false)
  })
})

describe('places', () => {
  const text = `# comment
orders:
  replicas: 2
  env: {LOG.LEVEL: debug}
  "ports":
    - name: http
    - 8080
base: &base
  on: 1
web:
  <<: *base
`
  const [document] = readYaml(text).documents
  const at = (path: readonly (string | number)[], part?: 'key' | 'value'): string => {
    const position = document?.positionOf(path, part)
    return position ? `${position.line}:${position.column}` : 'nowhere'
  }

  test.each([
    [[], '2:1', '1:1'],
    [['orders'], '3:3', '2:1'],
    [['orders', 'replicas'], '3:13', '3:3'],
    [['orders', 'env', 'LOG.LEVEL'], '4:20', '4:9'],
    [['orders', 'ports'], '6:5', '5:3'],
    [['orders', 'ports', 0, 'name'], '6:13', '6:7'],
    [['orders', 'ports', 1], '7:7', '7:7'],
    [['base', 'true'], '9:7', '9:3'],
    [['web', 'true'], '9:7', '9:3'],
    [['nobody'], 'nowhere', 'nowhere'],
    [['orders', 'ports', 2], 'nowhere', 'nowhere'],
  ])('%j', (path, value, key) => {
    expect(at(path)).toBe(value)
    expect(at(path, 'key')).toBe(key)
  })
})

describe('problems', () => {
  test.each([
    ['a: 0755', '1:4 warning yaml-octal a: 0755 is the number 493; write 493, or "0755" for text'],
    [
      'a: yes',
      '1:4 warning yaml-boolean-word a: yes is the boolean true; write true, or "yes" for text',
    ],
    [
      'a: 1.10',
      '1:4 warning yaml-trailing-zero a: 1.10 is the number 1.1; write 1.1, or "1.10" for text',
    ],
    [
      'a: 12345678901234567890',
      '1:4 warning yaml-large-integer a: 12345678901234567890 is the rounded number 12345678901234567000; write 12345678901234567000, or "12345678901234567890" for text',
    ],
    [
      'a: 1e3',
      '1:4 warning yaml-number-form a: 1e3 is the number 1000; write 1000, or "1e3" for text',
    ],
    [
      'a: 1_000',
      '1:4 warning yaml-number-form a: 1_000 is the number 1000; write 1000, or "1_000" for text',
    ],
    [
      'a: .inf',
      '1:4 error yaml-not-finite a: .inf is no finite number: Helm cannot load it; write ".inf" for text',
    ],
    [
      'b: {c: 1, c: 2}',
      '1:11 warning yaml-duplicate-key b.c: this key is already in the map: the last one wins; remove one of them',
    ],
    [
      'on: 1',
      '1:1 warning yaml-key-text f.yaml: the key on is read as "true"; write "on", or "true"',
    ],
    [
      'b: &b {a: 1}\nc:\n  a: 2\n  <<: *b',
      '4:7 warning yaml-late-merge c.a: the << below this key replaces its value; put << first in the map',
    ],
    [
      'a: {b: {~: 1}}\na: 1',
      '2:1 warning yaml-duplicate-key a: this key is already in the map: the last one wins; remove one of them',
    ],
    [
      'a: {b: .inf}\na: 1',
      '2:1 warning yaml-duplicate-key a: this key is already in the map: the last one wins; remove one of them',
    ],
    ['~: 1', '1:1 error yaml-key f.yaml: ~ cannot be a key; write "~"'],
    [': 1', '1:1 error yaml-key f.yaml: a key is missing before the colon; write ""'],
    [
      'a: {[b]: 1}',
      '1:5 error yaml-collection-key a: a list or a map cannot be a key; put it between quotes',
    ],
    [
      'a: {{ .Values.b }}',
      '1:5 error yaml-collection-key a: a list or a map cannot be a key; put it between quotes',
    ],
    ['a: *b', '1:4 error yaml-anchor a: *b stands for nothing; put &b before a value above it'],
    [
      'a: &a\n  b: *a',
      '2:6 error yaml-cycle a.b.b: the value of &a contains itself; remove *a from it',
    ],
    [
      '<<: 1',
      '1:5 error yaml-merge f.yaml: << takes a map, an alias of a map, or a list of these; quote it to have a key of that name: "<<"',
    ],
    ['a: !!int b', '1:10 error yaml-tag a: "b" does not fit its tag; remove the tag'],
    ['a: "\\/"', '1:4 error yaml-escape a: Helm knows no escape \\/; write / without a backslash'],
    [
      'a: x\u2028',
      '1:5 error yaml-character f.yaml: U+2028 cannot stand in YAML as it is; write \\u2028 between double quotes',
    ],
    [
      '%YAML 1.2\n---\na: b',
      '1:1 error yaml-version f.yaml: Helm reads YAML 1.1 only; remove the %YAML line',
    ],
    [
      'a:\n\tb: 1',
      '2:1 error yaml-syntax f.yaml: a tab stands where spaces must; indent with spaces',
    ],
    [
      'a: b: c',
      '1:4 error yaml-syntax f.yaml: the value of a key cannot be another key on the same line; quote a value that contains ": ", and indent the keys of one map alike',
    ],
    [
      'a\nb: c',
      '1:1 error yaml-syntax f.yaml: a key and its colon must stand on one line; write "key: value", with a blank behind the colon',
    ],
    [
      'a: [1, 2',
      '1:9 error yaml-syntax f.yaml: this line does not begin where it should, or a bracket above it is still open; close the bracket, or indent the line as its neighbours are',
    ],
    [
      'a: @b',
      '1:4 error yaml-syntax f.yaml: a value cannot start with @ ` % | or >; put it between quotes',
    ],
    [
      `a: ${'['.repeat(50_000)}`,
      expect.stringContaining('these lists and maps are nested too deeply'),
    ],
  ])('%.60j', (text, problem) => {
    expect(screen(text)).toEqual([problem])
  })

  test.each([
    'a: "yes"\nb: \'0755\'\nc: true\nd: 12:30\ne: 2001-12-14\nf: 1.5\ng: 1.0.0\nh: -1\n8080: i',
    'a: &a {x: 1, z: 2}\nb: {<<: *a, x: 2}',
    'a: "\\\\/"',
  ])('none in %j', (text) => {
    expect(screen(text)).toEqual([])
  })
})

describe('size', () => {
  test('10,000 aliases of a small map are fine', () => {
    const text = `a: &a {x: 1}\nb:\n${'  - *a\n'.repeat(10_000)}`
    expect(screen(text)).toEqual([])
    expect(dataOf(text)).toHaveProperty('b.9999', { x: 1 })
  })

  test('aliases of aliases of aliases are refused before they fill the memory', () => {
    const levels = Array.from(
      { length: 30 },
      (_, i) => `l${i + 1}: &l${i + 1} [${`*l${i},`.repeat(9)}]`,
    )
    const text = `l0: &l0 [${'x,'.repeat(9)}]\n${levels.join('\n')}`
    expect(screen(text)).toEqual([
      expect.stringContaining('the aliases (*name) make this document too large'),
    ])
  })
})

describe('parseDocuments', () => {
  test('gives each document that has content', () => {
    const text = '# Source: x\n---\na: 1\n---\n# only a comment\n---\n\n---\n- b\n...\n'
    expect(parseDocuments(text)).toEqual([{ a: 1 }, ['b']])
  })

  test('reads nothing from nothing', () => {
    expect(parseDocuments('')).toEqual([])
  })

  test('ignores what is merely risky, and throws the rest at once', () => {
    expect(parseDocuments('a: yes')).toEqual([{ a: true }])
    expect(() => parseDocuments('a: .inf\nb: *c', 'x.yaml')).toThrow(
      'a: .inf is no finite number: Helm cannot load it\nb: *c stands for nothing',
    )
  })
})
