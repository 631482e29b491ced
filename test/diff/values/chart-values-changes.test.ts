import { expect, it } from 'vitest'
import { chartValuesChanges } from '../../../src/diff/values/chart-values-changes.ts'
import { loadChart } from '../../../src/helm/chart/load-chart.ts'
import { temporaryFolder } from '../../temporary-folder.ts'

interface Version {
  readonly values: string
  readonly template?: string
  readonly schema?: object
  readonly chart?: string
  readonly files?: Readonly<Record<string, string>>
}

const loaded = ({ values, template = '', schema, chart = '', files = {} }: Version) =>
  loadChart(
    temporaryFolder({
      'Chart.yaml': `apiVersion: v2\nname: shop\nversion: 1.0.0\n${chart}`,
      'values.yaml': values,
      'templates/all.yaml': template,
      ...(schema && { 'values.schema.json': JSON.stringify(schema) }),
      ...files,
    }),
  )

const toldOf = (old: Version, next: Version): readonly string[] =>
  chartValuesChanges(loaded(old), loaded(next)).map(
    ({ code, path, hint, severity }) =>
      `${severity === undefined ? '' : `${severity} `}${code} ${path}${hint?.startsWith('is it') ? ` ${hint}` : ''}`,
  )

const subchart = (name: string, values: string, key = name): Readonly<Record<string, string>> => ({
  [`charts/${key}/Chart.yaml`]: `apiVersion: v2\nname: ${name}\nversion: 1.0.0\n`,
  [`charts/${key}/values.yaml`]: values,
  [`charts/${key}/templates/all.yaml`]: '{{ .Values.size }}',
})
const sizes = (least: number): Readonly<Record<string, string>> => ({
  ...subchart('store', 'size: 3\n'),
  'charts/store/values.schema.json': JSON.stringify({
    properties: { size: { type: 'integer', minimum: least } },
  }),
})

/** Two versions of a chart, and what breaks. */
const cases: Readonly<Record<string, readonly [Version, Version, readonly string[]]>> = {
  'a key that a partial schema leaves out is gone': [
    {
      values: 'a: 1\nb: 1\n',
      template: '{{ .Values.a }}{{ .Values.b }}',
      schema: { properties: { a: {} } },
    },
    { values: 'a: 1\n', template: '{{ .Values.a }}', schema: { properties: { a: {} } } },
    ['removed-key b'],
  ],
  'a key that no template has read is no loss': [
    { values: 'a: 1\nb: 1\n', template: '{{ .Values.a }}' },
    { values: 'a: 1\n', template: '{{ .Values.a }}' },
    [],
  ],
  'a key without a default that templates read is still there': [
    { values: 'a: {}\n', template: '{{ toYaml .Values.a }}' },
    { values: '', template: '{{ toYaml .Values.a }}' },
    [],
  ],
  'a default that is gone while the key is there': [
    { values: 'a: { list: [1, 2] }\n', template: '{{ toYaml .Values.a }}' },
    { values: 'a: {}\n', template: '{{ toYaml .Values.a }}' },
    ['warning default-removed a.list'],
  ],
  'a key that has moved': [
    { values: 'service: { port: 8080 }\n', template: '{{ .Values.service.port }}' },
    {
      values: 'service: { ports: { http: 8080 } }\n',
      template: '{{ .Values.service.ports.http }}',
    },
    ['removed-key service.port is it service.ports.http now?'],
  ],
  'all values as a checksum read none of them': [
    { values: 'a: 1\nb: 1\n', template: '{{ .Values.a }}{{ .Values.b }}' },
    { values: 'a: 1\n', template: '{{ .Values.a }}{{ toYaml .Values | sha256sum }}' },
    ['removed-key b'],
  ],
  'the checksum of a template reads what that reads': [
    { values: 'a: 1\nb: 1\n', template: '{{ .Values.a }}{{ .Values.b }}' },
    {
      values: 'a: 1\n',
      template: '{{ .Values.a }}{{ include (print $.Template.BasePath "/b.yaml") . | sha256sum }}',
    },
    ['removed-key b'],
  ],
  'a list becomes a map': [
    { values: 'a: []\n', template: '{{ range .Values.a }}{{ .b }}{{ end }}' },
    { values: 'a: {}\n', template: '{{ range .Values.a }}{{ .b }}{{ end }}' },
    ['narrowed-type a'],
  ],
  'an image that is split from its registry': [
    { values: 'image: { repository: quay.io/a/b }\n', template: '{{ .Values.image.repository }}' },
    {
      values: 'image: { registry: quay.io, repository: a/b }\n',
      template: '{{ .Values.image.registry }}{{ .Values.image.repository }}',
    },
    ['default-split image.repository'],
  ],
  'a chart has a schema now, which its defaults fit': [
    { values: 'a: 1\nlist: []\nmap: {}\n', template: '{{ toYaml .Values.map }}' },
    {
      values: 'a: 1\nlist: []\nmap: {}\n',
      template: '{{ toYaml .Values.map }}',
      schema: {
        properties: {
          a: { type: 'integer' },
          list: { type: 'array', items: { type: 'string' } },
          map: { type: 'object', additionalProperties: { type: 'string' } },
        },
      },
    },
    ['warning schema-new '],
  ],
  'the schema of a subchart allows less': [
    { values: '', files: sizes(1) },
    { values: '', files: sizes(2) },
    ['narrowed-minimum store.size'],
  ],
  'a subchart is gone': [
    { values: '', files: subchart('store', 'size: 1\nother: 2\n') },
    { values: '' },
    ['subchart-removed store'],
  ],
  'a subchart is another chart': [
    {
      values: '',
      chart: 'dependencies: [{ name: redis, version: 1.0.0 }]\n',
      files: subchart('redis', 'size: 1\n'),
    },
    {
      values: '',
      chart: 'dependencies: [{ name: valkey, alias: redis, version: 1.0.0 }]\n',
      files: subchart('valkey', 'members: 1\n'),
    },
    ['subchart-replaced redis'],
  ],
  'Kubernetes must be newer': [
    { values: '', chart: 'kubeVersion: ">=1.22.0-0"\n' },
    { values: '', chart: 'kubeVersion: ">=1.25.0-0"\n' },
    ['warning kubernetes-version Chart.yaml kubeVersion'],
  ],
}

it.each(Object.entries(cases))('%s', (_, [old, next, expected]) => {
  expect(toldOf(old, next)).toEqual(expected)
  expect(toldOf(old, old)).toEqual([])
  expect(toldOf(next, next)).toEqual([])
})
