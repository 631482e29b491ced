import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { loadChart } from '../../src/values/load-chart.ts'
import { mergeValues } from '../../src/values/merge-values.ts'
import { addFiles, temporaryFolder } from '../temporary-folder.ts'
import { anyUmbrella } from './any-chart.ts'
import { umbrellaFiles } from './umbrella-files.ts'

const chartYaml = (name: string, more = ''): string => `name: ${name}\nversion: 1.0.0\n${more}`

const leaf = (name: string, values = {}): object => ({
  name,
  values,
  dependencies: [],
  undeclared: [],
})

test('a chart with its subcharts, aliases, conditions, tags and schema', () => {
  const root = temporaryFolder({
    'Chart.yaml': chartYaml(
      'umbrella',
      'dependencies:\n  - {name: db, alias: users, condition: users.on, tags: [store]}\n  - {name: web}\n',
    ),
    'values.yaml': 'a: 1\n',
    'values.schema.json': '{"type": "object"}',
    'charts/web/Chart.yaml': chartYaml('web'),
    'charts/web/values.yaml': 'b: yes\n',
    'charts/db-1/Chart.yaml': chartYaml('db'),
    'charts/more/Chart.yaml': chartYaml('more'),
    'charts/_ignored/x': '',
    'charts/.ignored/x': '',
  })
  expect(loadChart(root)).toEqual({
    name: 'umbrella',
    values: { a: 1 },
    schema: { type: 'object' },
    dependencies: [
      { chart: leaf('db'), alias: 'users', condition: 'users.on', tags: ['store'] },
      { chart: leaf('web', { b: true }), tags: [] },
    ],
    undeclared: [leaf('more')],
  })
})

test('any chart that is written is read back to the same values', () => {
  fc.assert(
    fc.property(anyUmbrella, (umbrella) => {
      const root = temporaryFolder(umbrellaFiles(umbrella))
      expect(outcome(() => mergeValues(loadChart(root), {}))).toEqual(
        outcome(() => mergeValues(umbrella, {})),
      )
    }),
  )
})

test('all problems of all its files at once', () => {
  const root = temporaryFolder({
    'Chart.yaml': chartYaml('umbrella', 'dependencies: [{name: none}]\n'),
    'values.yaml': '- a\n',
    'values.schema.json': '{',
    'charts/web/Chart.yaml': '',
    'charts/packed-1.0.0.tgz': '',
  })
  addFiles(root, { 'charts/empty/README.md': '' })
  expect(() => loadChart(root)).toThrow(
    expect.objectContaining({
      problems: [
        expect.objectContaining({ code: 'chart-packed', hint: 'unpack it with tar -xzf' }),
        expect.objectContaining({ code: 'file-missing', path: `${root}/charts/empty/Chart.yaml` }),
        expect.objectContaining({ code: 'values-empty', path: `${root}/charts/web/Chart.yaml` }),
        expect.objectContaining({ code: 'chart-missing', path: 'none' }),
        expect.objectContaining({ code: 'values-no-map', path: `${root}/values.yaml` }),
        expect.objectContaining({ code: 'schema-no-json', path: `${root}/values.schema.json` }),
      ],
    }),
  )
})

function outcome(action: () => unknown): unknown {
  try {
    return action()
  } catch (error) {
    return String(error)
  }
}
