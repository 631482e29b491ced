import { join } from 'node:path'
import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { loadChart } from '../../../src/helm/chart/load-chart.ts'
import { mergeValues } from '../../../src/helm/merge/merge-values.ts'
import { run } from '../../../src/verify/run.ts'
import { newestHelm } from '../../helm.ts'
import { temporaryFolder } from '../../temporary-folder.ts'
import { anyUmbrella } from './any-chart.ts'
import { umbrellaFiles } from '../../validate/umbrella-files.ts'

const chartYaml = (name: string, more = ''): string => `name: ${name}\nversion: 1.0.0\n${more}`

const anyFiles: unknown = expect.objectContaining({ paths: expect.any(Array) as unknown })

const leaf = (name: string, defaults = {}, more = {}): object => ({
  name,
  version: '1.0.0',
  appVersion: '',
  metadata: { name, version: '1.0.0', ...more },
  metadataFile: expect.stringMatching(/charts.*Chart\.yaml$/) as unknown,
  values: {},
  ...defaults,
  dependencies: [],
  undeclared: [],
  templates: [],
  helpers: [],
  files: anyFiles,
})

const declared =
  'dependencies:\n  - {name: db, version: 1.x, alias: users, condition: users.on, tags: [store]}\n  - {name: web, version: 1.x}\n'

test('a chart with its subcharts, aliases, conditions, tags, schema and checks', () => {
  const check = '{{ fail "never" }}'
  const root = temporaryFolder({
    'Chart.yaml': chartYaml('umbrella', `appVersion: "2"\n${declared}`),
    'values.yaml': 'a: 1\n',
    'values.schema.json': '{"type": "object"}',
    'templates/_helpers.tpl': '{{ define "a" }}{{ end }}',
    'templates/more/checks.yaml': check,
    'templates/service.yaml': 'kind: Service\n',
    'charts/web/Chart.yaml': chartYaml('web'),
    'charts/web/values.yaml': 'b: yes\n',
    'charts/db-1/Chart.yaml': chartYaml('db'),
    'charts/more/Chart.yaml': chartYaml('more', 'type: library\n'),
    'charts/more/values.yaml': '',
    'charts/more/templates/checks.yaml': check,
    'charts/README.md': '',
    'charts/_ignored/x': '',
    'charts/.ignored/x': '',
  })
  expect(loadChart(root)).toEqual({
    name: 'umbrella',
    version: '1.0.0',
    appVersion: '2',
    metadata: {
      name: 'umbrella',
      version: '1.0.0',
      appVersion: '2',
      dependencies: [
        { name: 'db', version: '1.x', alias: 'users', condition: 'users.on', tags: ['store'] },
        { name: 'web', version: '1.x' },
      ],
    },
    metadataFile: join(root, 'Chart.yaml'),
    values: { a: 1 },
    valuesText: 'a: 1\n',
    schema: { type: 'object' },
    schemaFile: join(root, 'values.schema.json'),
    dependencies: [
      { chart: leaf('db'), alias: 'users', condition: 'users.on', tags: ['store'] },
      { chart: leaf('web', { values: { b: true }, valuesText: 'b: yes\n' }), tags: [] },
    ],
    undeclared: [leaf('more', { valuesText: '' }, { type: 'library' })],
    templates: [
      {
        file: join(root, 'templates/more/checks.yaml'),
        path: 'templates/more/checks.yaml',
        text: check,
      },
      {
        file: join(root, 'templates/service.yaml'),
        path: 'templates/service.yaml',
        text: 'kind: Service\n',
      },
    ],
    helpers: [
      {
        file: join(root, 'templates/_helpers.tpl'),
        path: 'templates/_helpers.tpl',
        text: '{{ define "a" }}{{ end }}',
      },
    ],
    files: anyFiles,
  })
})

test('a subchart that is packed, with a name too long for its header', async () => {
  const long = `templates/${'a'.repeat(120)}.yaml`
  const web = temporaryFolder({
    'web/Chart.yaml': chartYaml('web', 'apiVersion: v2\n'),
    'web/values.yaml': 'a: 1\n',
    [`web/${long}`]: '{{ fail "never" }}',
  })
  const root = temporaryFolder({
    'Chart.yaml': chartYaml('umbrella', 'dependencies: [{name: web}]\n'),
  })
  const folder = join(root, 'charts')
  await run(newestHelm().path, ['package', join(web, 'web'), '--destination', folder])
  const [dependency] = loadChart(root).dependencies
  expect(dependency?.chart).toMatchObject({
    name: 'web',
    values: { a: 1 },
    templates: [
      { file: join(folder, 'web-1.0.0.tgz', long), path: long, text: '{{ fail "never" }}' },
    ],
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
    'Chart.yaml': chartYaml(
      'umbrella',
      'dependencies: [{name: none}, {name: web, version: 1.x}]\n',
    ),
    'values.yaml': '- a\n',
    'values.schema.json': '{',
    'charts/web/Chart.yaml': chartYaml('web'),
    'charts/web/values.yaml': '- a',
    'charts/packed-1.0.0.tgz': 'no archive',
    'charts/empty/README.md': '',
  })
  expect(() => loadChart(root)).toThrow(
    expect.objectContaining({
      problems: [
        expect.objectContaining({ code: 'chart-no-metadata', path: `${root}/charts/empty` }),
        expect.objectContaining({ code: 'chart-no-archive' }),
        expect.objectContaining({ code: 'values-no-map', path: `${root}/charts/web/values.yaml` }),
        expect.objectContaining({ code: 'chart-missing', hint: 'run helm dependency build' }),
        expect.objectContaining({ code: 'schema-no-json', path: `${root}/values.schema.json` }),
        expect.objectContaining({ code: 'values-no-map', path: `${root}/values.yaml` }),
      ],
    }),
  )
})

test('a chart that is not there', () => {
  expect(() => loadChart('none')).toThrow('none does not exist')
})

function outcome(action: () => unknown): unknown {
  try {
    return action()
  } catch (error) {
    return String(error)
  }
}
