import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { beforeAll, describe, expect, test } from 'vitest'
import { ChartError } from '../../src/errors/chart-error.ts'
import { formatTable } from '../../src/verify/format/format-table.ts'
import { isVerified, type VerifyReport } from '../../src/verify/report.ts'
import { findTools, type Tools } from '../../src/verify/tools/find-tools.ts'
import { verifyChart, type VerifyOptions } from '../../src/verify/verify-chart.ts'
import { temporaryFolder } from '../temporary-folder.ts'
import { fakeProgram } from './fake-program.ts'

const fixtures = fileURLToPath(new URL('fixtures/', import.meta.url))
let tools: Tools

beforeAll(async () => {
  tools = await findTools()
})

test('a good chart has no problems, in any profile, Helm and Kubernetes, but for the way between them', async () => {
  const progress: string[] = []
  const report = await verifyChart({
    chart: `${fixtures}shop/chart`,
    profiles: [{ name: 'prod', values: [`${fixtures}shop/values-prod.yaml`] }],
    existing: [{ kind: 'Secret', name: 'shop-orders', keys: ['password'] }],
    tools,
    onProgress: ({ done, total }) => progress.push(`${done} of ${total}`),
  })
  const runs = tools.helms.length * 2 * 2
  expect(report).toMatchObject({ chart: 'shop', version: '0.1.0' })
  expect(isVerified(report)).toBe(true)
  expect(problemsOf(report)).toMatchInlineSnapshot(`
    "ExternalSecret/shop-orders
      warning  coming from prod, the upgrade deletes the ExternalSecret, which Deployment/shop-orders still uses
      hint     keep it: kubectl annotate externalsecret shop-orders helm.sh/resource-policy=keep
      in       defaults

    Deployment/shop-orders spec.replicas
      warning  coming from defaults, the upgrade scales shop-orders from 3 pods to 1 for a moment, until HorizontalPodAutoscaler shop-orders scales it up
      hint     run first, then upgrade with Helm 4 and --server-side=true: echo '{"apiVersion":"apps/v1","kind":"Deployment","metadata":{"name":"shop-orders"},"spec":{"replicas":3}}' | kubectl apply --namespace NAMESPACE --server-side --field-manager=keep-replicas -f -
      in       prod

    shop 0.1.0: 2 warnings in 8 runs
    "
  `)
  expect(new Set(report.runs.map(cell)).size).toBe(runs)
  expect(report.runs.map(({ profile, objects }) => `${profile} ${objects}`).toSorted()).toEqual([
    ...Array.from({ length: runs / 2 }, () => 'defaults 7'),
    ...Array.from({ length: runs / 2 }, () => 'prod 9'),
  ])
  expect(progress).toEqual(Array.from({ length: runs }, (_, index) => `${index + 1} of ${runs}`))
})

test('kubeconform sees once for each Kubernetes what all Helms render', async () => {
  const folder = temporaryFolder()
  const [path, { kubeconform }] = [`${folder}/kubeconform`, tools]
  fakeProgram(path, `echo asked >> ${folder}/log\nexec '${kubeconform.path}' "$@"`)
  const report = await verifyChart({
    chart: `${fixtures}shop/chart`,
    existing: [{ kind: 'Secret', name: 'shop-orders', keys: ['password'] }],
    tools: { ...tools, kubeconform: { ...kubeconform, path } },
  })
  expect(report.runs.length).toBe(tools.helms.length * 2)
  expect(isVerified(report)).toBe(true)
  expect(readFileSync(`${folder}/log`, 'utf8')).toBe('asked\n'.repeat(2))
})

test('a bad chart has each of its mistakes reported once, with where they are', async () => {
  const report = await verifyChart({
    chart: `${fixtures}broken/chart`,
    profiles: [{ name: 'prod', values: [`${fixtures}broken/values-prod.yaml`] }],
    kubernetes: ['1.36'],
    tools,
  })
  expect(isVerified(report)).toBe(false)
  expect(problemsOf(report)).toMatchInlineSnapshot(`
    "broken/chart/templates/orders.yaml Deployment/orders spec.template.spec.containers[0]
      error    additional properties 'imag' not allowed

    broken/chart/templates/orders.yaml ServiceMonitor/orders
      error    there is no schema of monitoring.coreos.com/v1 ServiceMonitor
      hint     name a folder with its schema, in kubeconform's notation: --schema-location

    broken/chart/templates/orders.yaml Deployment/orders spec.template.spec.containers[0].env
      error    a list that server-side apply merges by key has each key once: name LOG_LEVEL is there twice

    broken/chart/templates/orders.yaml Deployment/orders spec.template.spec.containers.app.env.PASSWORD
      error    every Secret that a pod reads exists and has the key: nothing renders orders
      hint     check the name, or say that it exists outside the chart (provider existing)

    broken/chart/templates/orders.yaml PodDisruptionBudget/orders
      error    every disruption budget lets a pod go: no node with one of its pods can ever be drained
      hint     lower minAvailable below the number of replicas, or leave the budget out

    broken/chart/templates/orders.yaml Deployment/orders spec.replicas
      error    got string, want integer
      in       prod

    broken 0.1.0: 6 errors in 4 runs
    "
  `)
})

test('a Secret is missing unless someone says that it exists', async () => {
  const report = await verifyChart({
    chart: `${fixtures}shop/chart`,
    kubernetes: ['1.29'],
    release: 'one',
    namespace: 'shops',
    tools: { ...tools, helms: tools.helms.slice(0, 1) },
  })
  expect(problemsOf(report)).toMatchInlineSnapshot(`
    "shop/chart/charts/orders/templates/deployment.yaml Deployment/one-orders spec.template.spec.containers.app.env.PASSWORD
      error    every Secret that a pod reads exists and has the key: nothing renders one-orders
      hint     check the name, or say that it exists outside the chart (provider existing)

    shop 0.1.0: 1 error in 1 run
    "
  `)
})

describe('a chart that cannot be verified', () => {
  const chart = { 'Chart.yaml': 'apiVersion: v2\nname: shop\nversion: 0.1.0\n' }

  test('because there is none', async () => {
    const folder = temporaryFolder()
    expect(await refusal({ chart: folder, tools })).toEqual([
      `chart-missing: there is no Chart.yaml in ${folder}`,
    ])
  })

  test('because a values file is missing, no YAML, or has text behind a line of dashes', async () => {
    const folder = temporaryFolder({
      ...chart,
      'bad.yaml': 'a: [',
      'two.yaml': 'a: 1\n--- b\n',
    })
    const values = ['missing', 'bad', 'two'].map((name) => `${folder}/${name}.yaml`)
    expect((await refusal({ chart: folder, values, tools })).map(codeOnly)).toEqual([
      'file-missing',
      'yaml-syntax',
      'values-marker',
    ])
  })

  test('because there are no schemas of that Kubernetes', async () => {
    const folder = temporaryFolder(chart)
    expect(await refusal({ chart: folder, kubernetes: ['1.29', '1.2'], tools })).toEqual([
      'kubernetes-version-unknown: there are no schemas of Kubernetes 1.2',
    ])
  })

  test('because Helm hangs', async () => {
    const folder = temporaryFolder(chart)
    fakeProgram(`${folder}/helm`, 'exec sleep 60')
    const helms = [{ path: `${folder}/helm`, version: '4.0.0' }]
    const hanging = { chart: folder, tools: { ...tools, helms }, timeout: 100 }
    expect(await refusal(hanging)).toEqual([
      `program-too-slow: ${folder}/helm template did not end within 0.1 s`,
    ])
  })

  test('because kubeconform is something else', async () => {
    const folder = temporaryFolder({ ...chart, 'templates/a.yaml': 'kind: ConfigMap' })
    fakeProgram(`${folder}/kubeconform`, 'echo "unknown flag: -strict" >&2; exit 2')
    const kubeconform = { path: `${folder}/kubeconform`, version: '0.8.0' }
    expect(await refusal({ chart: folder, tools: { ...tools, kubeconform } })).toEqual([
      `kubeconform-failed: ${folder}/kubeconform did not answer as kubeconform does: unknown flag: -strict`,
    ])
  })
})

describe('what Helm refuses is a problem of the run', () => {
  test.each([
    [
      'a check in a template',
      { 'templates/a.yaml': 'a: {{ fail "orders needs postgresql" }}' },
      ['template-refuses FOLDER/templates/a.yaml:1: orders needs postgresql'],
    ],
    [
      'a template that does not parse',
      { 'templates/a.yaml': 'a: {{ .Values.a' },
      ['template-syntax FOLDER/templates/a.yaml:1: unclosed action'],
    ],
    [
      'values that the schema refuses',
      { 'values.yaml': 'a: 1\n', 'values.schema.json': '{"properties":{"a":{"type":"string"}}}' },
      ['values-schema a: got number, want string'],
    ],
    [
      'a deprecated API',
      {
        'templates/a.yaml':
          'apiVersion: policy/v1beta1\nkind: PodDisruptionBudget\nmetadata: { name: a }\n',
      },
      [
        'helm-lint FOLDER/templates/a.yaml: policy/v1beta1 PodDisruptionBudget is deprecated in v1.21+, unavailable in v1.25+; use policy/v1 PodDisruptionBudget',
        'schema-missing FOLDER/templates/a.yaml: there is no schema of policy/v1beta1 PodDisruptionBudget',
        'every-disruption-budget-selects-a-pod FOLDER/templates/a.yaml: every disruption budget selects a pod: no pod has these labels',
      ],
    ],
    [
      'a value of the wrong shape',
      { 'values.yaml': 'a: 1\n', 'over.yaml': 'a: { b: 1 }\n' },
      ['helm-warning values: skipped value for shop.a: Not a table.'],
    ],
  ])('%s', async (_, files, expected) => {
    const folder = temporaryFolder({
      'Chart.yaml': 'apiVersion: v2\nname: shop\nversion: 0.1.0\n',
      'values.yaml': '{}\n',
      'templates/_none.tpl': '',
      ...files,
    })
    const values = 'over.yaml' in files ? [`${folder}/over.yaml`] : []
    const { runs } = await verifyChart({ chart: folder, values, kubernetes: ['1.36'], tools })
    for (const { problems } of runs)
      expect(
        problems.map(({ code, file, line, path, message }) =>
          `${code} ${file ?? path}${line === undefined ? '' : `:${line}`}: ${message}`.replaceAll(
            folder,
            'FOLDER',
          ),
        ),
      ).toEqual(expected)
  })
})

function cell({ profile, helm, kubernetes }: VerifyReport['runs'][number]): string {
  return [profile, helm, kubernetes].join(' ')
}

/** The part of the screen below the table, whose figures differ from run to run. */
function problemsOf(report: VerifyReport): string {
  const screen = formatTable(report).replaceAll(fixtures, '')
  return screen.slice(screen.indexOf('\n\n') + 2)
}

async function refusal(options: VerifyOptions): Promise<readonly string[]> {
  const error: unknown = await verifyChart(options).catch((thrown: unknown) => thrown)
  if (!(error instanceof ChartError)) throw new Error('nothing was refused', { cause: error })
  return error.problems.map(({ code, message }) => `${code}: ${message}`)
}

function codeOnly(text: string): string {
  return text.split(':')[0] ?? ''
}
