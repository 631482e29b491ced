import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { parseDocuments, readYaml } from '../../../src/helm/yaml/parse.ts'
import { writeYaml } from '../../../src/helm/yaml/write-yaml.ts'
import { helms, probe, template, valuesIn } from '../../helm.ts'
import { temporaryFolder } from '../../temporary-folder.ts'
import { anyData, anyText, wellFormed } from './any-text.ts'

test.each([
  [
    'a chart',
    { apiVersion: 'v2', name: 'shop', version: '1.0.0', kubeVersion: '>=1.29.0-0', off: undefined },
    'apiVersion: v2\nname: shop\nversion: "1.0.0"\nkubeVersion: ">=1.29.0-0"\n',
  ],
  ['maps in maps', { a: { b: { c: 1 } }, d: true }, 'a:\n  b:\n    c: 1\nd: true\n'],
  ['maps in lists', { a: [{ b: 1, c: { d: 2 } }, 3] }, 'a:\n  - b: 1\n    c:\n      d: 2\n  - 3\n'],
  ['lists in lists', [[1, [2]], []], '- - 1\n  - - 2\n- []\n'],
  ['nothing', { a: {}, b: [], c: '', d: null }, 'a: {}\nb: []\nc: ""\nd: null\n'],
  ['blocks', { a: 'x\n\n y\n', b: ['x\ny'] }, 'a: |\n  x\n\n   y\nb:\n  - |-\n    x\n    y\n'],
  [
    'numbers',
    [0, -1.5, 10_000_000, 1e21, 1.5e-7],
    '- 0\n- -1.5\n- 10000000\n- 1.0e+21\n- 1.5e-7\n',
  ],
  ['a scalar', 'no', '"no"\n'],
  ['keys in their order', { b: 1, a: 2 }, 'b: 1\na: 2\n'],
  ['awkward keys', { on: 1, '8080': 2, 'a b': 3, '': 4 }, '"8080": 2\n"on": 1\na b: 3\n"": 4\n'],
  ['a line of any length', { a: 'b '.repeat(100) + 'b' }, `a: ${'b '.repeat(100)}b\n`],
])('%s', (_, data, text) => {
  expect(writeYaml(data)).toBe(text)
})

test('a key too long for one line is marked as a key', () => {
  const text = writeYaml({ ['k'.repeat(1001)]: { a: 1 }, ['l'.repeat(1001)]: 2 })
  expect(text).toBe(`? ${'k'.repeat(1001)}\n:\n  a: 1\n? ${'l'.repeat(1001)}\n: 2\n`)
})

test.each([Number.NaN, Infinity, 1n, Symbol('a'), [undefined]])('%s cannot be written', (value) => {
  expect(() => writeYaml(value)).toThrow('cannot be written as YAML')
})

test('any data is read back as itself, without a warning, also by plain YAML 1.1 and 1.2', () => {
  fc.assert(
    fc.property(anyData, (data) => {
      const text = writeYaml([data])
      const expected = [mapTexts(data)]
      expect(readYaml(text).problems).toEqual([])
      expect(parseDocuments(text)).toEqual([expected])
      expect(parse(text, { version: '1.1' })).toEqual(expected)
      expect(parse(text, { version: '1.2' })).toEqual(expected)
    }),
    { numRuns: 1000 },
  )
})

test.each(helms)(
  'Helm $version reads 1,000 texts as themselves, as values and as keys',
  async (helm) => {
    const texts = fc.sample(anyText, 1000).map(wellFormed)
    const data = { values: texts, keys: texts.map((text) => ({ [text]: 1 })) }
    const root = temporaryFolder({ ...probe('probe'), 'some.yaml': writeYaml(data) })
    expect(valuesIn(await template(helm, root, `${root}/some.yaml`))).toEqual({ probe: data })
  },
)

function mapTexts(data: unknown): unknown {
  if (typeof data === 'string') return wellFormed(data)
  if (Array.isArray(data)) return data.map(mapTexts)
  if (typeof data !== 'object' || data === null) return data
  return Object.fromEntries(
    Object.entries(data).map(([key, value]) => [wellFormed(key), mapTexts(value)]),
  )
}
