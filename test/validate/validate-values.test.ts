import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import type { Table } from '../../src/helm/merge/coalesce.ts'
import { loadChart } from '../../src/helm/chart/load-chart.ts'
import { loadValues } from '../../src/values/read-values.ts'
import { validateValues } from '../../src/validate/validate-values.ts'
import { writeYaml } from '../../src/helm/yaml/write-yaml.ts'
import { projectDirectory } from '../default-project.ts'
import { helms, newestHelm, runTemplate } from '../helm.ts'
import { temporaryFolder } from '../temporary-folder.ts'

const draft = { $schema: 'http://json-schema.org/draft-07/schema#' }
const files = {
  'Chart.yaml': `apiVersion: v2
name: shop
version: 1.0.0
dependencies:
  - {name: web, version: 1.0.0, condition: web.enabled}
  - {name: web, version: 1.0.0, alias: admin}
`,
  'values.yaml': 'web: {enabled: true}\nadmin: {replicas: 2}\nhosts: [a, b]\n',
  'values.schema.json': JSON.stringify({
    ...draft,
    properties: { hosts: { type: 'array', items: { type: 'string' } } },
  }),
  'templates/_helpers.tpl': '{{ define "shop.long" -}} {{ gt (len .) 5 }} {{- end }}',
  'templates/checks.yaml':
    '{{ if eq (include "shop.long" .Release.Name) "true" }}{{ fail "the name is too long" }}{{ end }}',
  'charts/web/Chart.yaml': 'apiVersion: v2\nname: web\nversion: 1.0.0\n',
  'charts/web/values.yaml': 'replicas: 1\nsurge: {max: 1}\n',
  'charts/web/values.schema.json': JSON.stringify({
    ...draft,
    properties: {
      enabled: { type: 'boolean' },
      global: { type: 'object' },
      replicas: { type: 'integer', minimum: 1 },
      surge: { properties: { max: { type: 'integer' } } },
    },
    additionalProperties: false,
  }),
  'charts/web/templates/checks.yaml': `{{- if gt (int64 .Values.surge.max) (int64 .Values.replicas) }}
{{- fail (printf "%s.surge.max is above %s.replicas" .Chart.Name .Chart.Name) }}
{{- end }}`,
}

function screen(values: Table, release?: string): readonly string[] {
  const given = loadValues([join(temporaryFolder({ 'v.yaml': writeYaml(values) }), 'v.yaml')])
  const options = release === undefined ? {} : { release }
  const { problems } = validateValues(loadChart(temporaryFolder(files)), given, options)
  return problems.map(({ severity = 'error', line, column, path, message }) =>
    [severity, `${line}:${column}`, `${path}:`, message].join(' '),
  )
}

async function isAcceptedByHelm(values: Table): Promise<boolean> {
  const root = temporaryFolder({ ...files, 'v.yaml': writeYaml(values) })
  const { exitCode } = await runTemplate(newestHelm(), root, join(root, 'v.yaml'))
  return exitCode === 0
}

describe('validateValues, like Helm,', () => {
  test.each<readonly [string, Table, string]>([
    [
      'a value that the schema of the chart refuses',
      { hosts: ['a', 'b', 3] },
      'error 4:5 hosts[2]: 3 must be text',
    ],
    [
      'a value that the schema of a subchart refuses',
      { web: { replicas: 0 } },
      'error 2:13 web.replicas: 0 must be at least 1',
    ],
    [
      'a key that the schema of an alias does not know',
      { admin: { replica: 0 } },
      'error 2:3 admin.replica: there is no key replica here',
    ],
    [
      'what a check in a template refuses',
      { admin: { surge: { max: 3 } } },
      'error 3:10 admin.surge.max: admin.surge.max is above admin.replicas',
    ],
    [
      'a subchart whose values are no map',
      { admin: 3 },
      'error 1:8 admin: admin is a subchart, so its values are a map, not 3',
    ],
  ])('refuses %s', async (_, values, problem) => {
    expect(screen(values)).toEqual([problem])
    expect(await isAcceptedByHelm(values)).toBe(false)
  })

  test('does not look at a subchart that is off', async () => {
    const values = { web: { enabled: false, replicas: 0 } }
    expect(screen(values)).toEqual([
      'warning 3:3 web.replicas: web is off, so this key changes nothing',
    ])
    expect(await isAcceptedByHelm(values)).toBe(true)
  })

  test('knows the release that the values are for', () => {
    expect(screen({}, 'shop-of-shops')).toEqual([
      'error undefined:undefined shop: the name is too long',
    ])
  })
})

test('gives the values of the chart where they are valid', () => {
  const verdict = validateValues(loadChart(temporaryFolder(files)), loadValues([{ a: 1 }]))
  expect(verdict).toEqual({
    verdict: 'valid',
    valid: true,
    values: {
      a: 1,
      hosts: ['a', 'b'],
      web: { enabled: true, replicas: 1, surge: { max: 1 }, global: {} },
      admin: { replicas: 2, surge: { max: 1 }, global: {} },
    },
    problems: [],
  })
})

test('what a check asks that only Helm can judge is left open', () => {
  const root = temporaryFolder({
    'Chart.yaml': 'name: shop\nversion: 1.0.0\n',
    'templates/checks.yaml':
      '\n{{ if .Capabilities.APIVersions.Has "shop.example.com/v1" }}{{ fail "no" }}{{ end }}',
  })
  expect(validateValues(loadChart(root), loadValues([]))).toMatchObject({
    verdict: 'not judged',
    problems: [{ code: 'chart-api-unknown', path: 'shop' }],
  })
})

test('values that a schema refuses are refused, whatever else is left open', () => {
  const root = temporaryFolder({
    'Chart.yaml': 'name: shop\nversion: 1.0.0\n',
    'values.schema.json': JSON.stringify({ anyOf: [{ required: ['a'] }, { required: ['b'] }] }),
    'charts/web/Chart.yaml': 'apiVersion: v2\nname: web\nversion: 1.0.0\n',
    'charts/web/values.schema.json': JSON.stringify({ $ref: 'https://a.test/b.json' }),
  })
  const chart = loadChart(root)
  expect(validateValues(chart, loadValues([]))).toMatchObject({
    verdict: 'refused',
    problems: [
      { path: 'a', message: 'the key a is missing (of 2 forms in anyOf, closest to form 1)' },
      {
        code: 'schema-unjudged',
        path: '#/$ref',
        file: join(root, 'charts/web/values.schema.json'),
      },
    ],
  })
  expect(validateValues(chart, loadValues([{ b: 1 }])).verdict).toBe('not judged')
})

describe('the default chart', () => {
  const chart = loadChart(join(projectDirectory, 'chart'))

  test('tells no secret', () => {
    const auth = { password: 'hunter2\n' }
    const layers = [
      { postgresql: { auth } },
      { postgresql: { auth } },
      { redis: { auth: { password: 4711 } } },
    ]
    const { problems } = validateValues(chart, loadValues(layers))
    expect(problems.length).toBeGreaterThan(2)
    expect(JSON.stringify(problems)).not.toMatch(/hunter2|4711/)
  })

  test.each(['dev', 'staging', 'prod'])('accepts the values of %s without a word', (profile) => {
    const file = join(projectDirectory, `values-${profile}.yaml`)
    expect(validateValues(chart, loadValues([file])).problems).toEqual([])
  })

  test.each([
    { postgresql: { enabled: false } },
    { orders: { autoscaling: { enabled: true, minReplicas: 9, maxReplicas: 3 } } },
    { global: { secrets: { provider: 'inline' } } },
    { global: { secrets: { provider: 'externalSecrets' } } },
    { redis: { mode: 'external' } },
    { gateway: { tls: { enabled: true, certificate: { enabled: true } } } },
  ])('refuses %j with a sentence of Helm’s', { timeout: 60_000 }, async (values) => {
    const { problems } = validateValues(chart, loadValues([values]))
    const root = temporaryFolder({ 'v.yaml': writeYaml(values) })
    for (const helm of helms) {
      const { stderr } = await runTemplate(
        helm,
        join(projectDirectory, 'chart'),
        join(root, 'v.yaml'),
      )
      expect(
        problems.some(({ message }) => stderr.includes(message)),
        stderr,
      ).toBe(true)
    }
  })
})
