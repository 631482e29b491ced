import type { IConfigMap } from 'kubernetes-models/v1/ConfigMap'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { run } from '../../../src/verify/run.ts'
import { the } from '../../components/rendered.ts'
import { noExporters as reason } from '../exporters.ts'
import { type RuleCase, ruleCases } from './rule-cases.ts'
import { monitoringTool } from './tools.ts'
import { rulesOf, watcher, writeData } from './watched.ts'

const rules = rulesOf(watcher)

interface RuleFile {
  readonly groups: readonly { readonly rules: readonly { readonly alert: string }[] }[]
}

const alertsIn = (file: string): readonly string[] =>
  (parse(file) as RuleFile).groups.flatMap((group) => group.rules.map(({ alert }) => alert))

const alerts = Object.values(rules).flatMap(alertsIn)

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
