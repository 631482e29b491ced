import type { IConfigMap } from 'kubernetes-models/v1/ConfigMap'
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { run } from '../../../src/verify/run.ts'
import { the } from '../../components/rendered.ts'
import { noExporters as reason } from '../exporters.ts'
import { selectorsIn, unknownIn } from './metric-facts.ts'
import { type RuleCase, ruleCases } from './rule-cases.ts'
import { monitoringTool } from './tools.ts'
import { rulesOf, watcher, writeData } from './watched.ts'

const rules = rulesOf(watcher)

interface RuleFile {
  readonly groups: readonly {
    readonly rules: readonly { readonly alert: string; readonly expr: string }[]
  }[]
}

const alertsIn = (file: string): readonly string[] =>
  (parse(file) as RuleFile).groups.flatMap((group) => group.rules.map(({ alert }) => alert))

const alerts = Object.values(rules).flatMap(alertsIn)

const boards = Object.fromEntries(
  readdirSync('src/components/grafana/dashboards').map((file) => [
    file,
    readFileSync(`src/components/grafana/dashboards/${file}`, 'utf8'),
  ]),
)

interface Dashboard {
  readonly panels: readonly { readonly targets?: readonly { readonly expr: string }[] }[]
}

/** The questions of a dashboard, with what Grafana puts in for its variables. */
function queriesIn(board: string): readonly string[] {
  const { panels } = JSON.parse(board) as Dashboard
  return panels
    .flatMap(({ targets = [] }) => targets.map(({ expr }) => expr))
    .map((expr) => expr.replaceAll('$namespace', 'default').replaceAll('$__rate_interval', '1m'))
}

it('knows what no program prints', () => {
  expect(
    unknownIn('redis_upp{namespace="a"} == 0 and pg_up{colour="red"} > sum by (job) (up)'),
  ).toEqual(['redis_upp', 'pg_up{colour}'])
})

it.each(Object.entries(rules))('the rules of %s name metrics that there are', (_, file) => {
  const exprs = (parse(file) as RuleFile).groups.flatMap((group) =>
    group.rules.map(({ expr }) => expr),
  )
  expect(exprs.flatMap(unknownIn)).toEqual([])
})

it.each(Object.entries(boards))('the dashboard %s names metrics that there are', (_, board) => {
  const queries = queriesIn(board)
  expect(queries.length).toBeGreaterThan(3)
  expect(queries.flatMap(selectorsIn).length).toBeGreaterThanOrEqual(queries.length)
  expect(queries.flatMap(unknownIn)).toEqual([])
})

/** A test of promtool: whether the alert fires after an hour and a half. */
function caseOf(alert: string, series: RuleCase['fires'], count: number): unknown {
  return {
    name: `${alert} ${count === 0 ? 'stays quiet' : 'fires'}`,
    interval: '1m',
    input_series: Object.entries(series).map(([name, values]) => ({ series: name, values })),
    promql_expr_test: [
      {
        expr: `count(ALERTS{alertname="${alert}",alertstate="firing"})`,
        eval_time: '90m',
        exp_samples: count === 0 ? [] : [{ labels: '{}', value: count }],
      },
    ],
  }
}

describe.skipIf(reason !== '')(`the rules by promtool${reason}`, () => {
  const directory = mkdtempSync(join(tmpdir(), 'chartwright-'))
  let promtool: string

  beforeAll(async () => {
    promtool = await monitoringTool('promtool')
    writeData(join(directory, 'rules'), rules)
  }, 30 * 60_000)

  afterAll(() => rmSync(directory, { recursive: true }))

  it('are correct, and so is the configuration', async () => {
    const { data = {} } = the<IConfigMap>(watcher, 'ConfigMap', 'shop-prometheus')
    const local = (data['prometheus.yml'] ?? '')
      .replaceAll('/etc/prometheus-rules', join(directory, 'rules'))
      .replaceAll('/var/run/secrets/kubernetes.io/serviceaccount', directory)
    writeData(directory, { 'prometheus.yml': local, token: '', 'ca.crt': '' })
    const { exitCode, stdout, stderr } = await run(promtool, [
      'check',
      'config',
      '--lint=all',
      '--lint-fatal',
      join(directory, 'prometheus.yml'),
    ])
    expect(stdout + stderr).toContain('is valid prometheus config file syntax')
    expect(exitCode).toBe(0)
  })

  it('are as correct as the questions of the dashboards', async () => {
    const all = Object.values(boards).flatMap(queriesIn)
    const file = join(directory, 'dashboards.yaml')
    const records = all.map((expr, index) => ({ record: `query_${index}`, expr }))
    writeFileSync(file, JSON.stringify({ groups: [{ name: 'dashboards', rules: records }] }))
    const { exitCode, stdout, stderr } = await run(promtool, ['check', 'rules', file])
    expect(stdout + stderr).toContain(`${all.length} rules found`)
    expect(exitCode).toBe(0)
  })

  it('have each a case', () => {
    expect(alerts.toSorted()).toEqual(Object.keys(ruleCases).toSorted())
  })

  it('fire when they should, and not otherwise', async () => {
    const files = Object.entries(rules).map(([name, text]) => {
      const tests = alertsIn(text).flatMap((alert) => {
        const { fires = {}, quiet = {} } = ruleCases[alert] ?? {}
        return [
          caseOf(alert, fires, 1),
          ...(alert === 'Watchdog' ? [] : [caseOf(alert, quiet, 0)]), // it never stays quiet
        ]
      })
      const file = join(directory, `test-${name}`)
      const of = [join(directory, 'rules', name)]
      const content = { rule_files: of, evaluation_interval: '5m', tests } // each takes its time
      writeFileSync(file, JSON.stringify(content))
      return file
    })
    const { exitCode, stdout, stderr } = await run(promtool, ['test', 'rules', ...files])
    expect(stdout + stderr).toContain('SUCCESS')
    expect(exitCode).toBe(0)
  })
})
