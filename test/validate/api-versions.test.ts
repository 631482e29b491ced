import { describe, expect, test } from 'vitest'
import { loadChart } from '../../src/helm/chart/load-chart.ts'
import { type Validation, validateValues } from '../../src/validate/validate-values.ts'
import { loadValues } from '../../src/values/read-values.ts'
import { run } from '../../src/verify/run.ts'
import { newestHelm } from '../helm.ts'
import { temporaryFolder } from '../temporary-folder.ts'

const has = '.Capabilities.APIVersions.Has "x.io/v1"'

type Verdict = Validation['verdict']

/** A template, our verdict where nobody says what the cluster has, and Helm's without the API and with it. */
const cases: readonly (readonly [
  template: string,
  unknown: Verdict,
  lacking: Verdict,
  having: Verdict,
])[] = [
  [`a: {{ if ${has} }}1{{ else }}2{{ end }}\n`, 'valid', 'valid', 'valid'],
  [`a: {{ if ${has} }}1{{ end }}\nb\n`, 'refused', 'refused', 'refused'],
  [`{{ if ${has} }}{{ fail "yes" }}{{ end }}`, 'not judged', 'valid', 'refused'],
  [`{{ if not (${has}) }}{{ fail "no" }}{{ end }}`, 'not judged', 'refused', 'valid'],
  [`{{ if ${has} }}a: b: c{{ end }}`, 'not judged', 'valid', 'refused'],
  [`{{ if ${has} }}{{ .Values.a.b }}{{ end }}`, 'not judged', 'valid', 'refused'],
  [`{{ fail "always" }}{{ if ${has} }}{{ fail "yes" }}{{ end }}`, 'refused', 'refused', 'refused'],
]

describe('APIs that are not of Kubernetes', () => {
  test.each(cases)('in %j', async (template, unknown, lacking, having) => {
    const path = temporaryFolder({
      'Chart.yaml': 'apiVersion: v2\nname: a\nversion: 1.0.0\n',
      'templates/a.yaml': template,
    })
    const ours = (apiVersions?: readonly string[]): Verdict =>
      validateValues(loadChart(path), loadValues([]), apiVersions && { apiVersions }).verdict
    const theirs = async (api: string): Promise<Verdict> => {
      const args = ['template', 'probe', path, '--api-versions', api]
      return (await run(newestHelm().path, args)).exitCode === 0 ? 'valid' : 'refused'
    }
    expect(ours()).toBe(unknown)
    expect([ours(['y.io/v1']), ours(['x.io/v1'])]).toEqual([lacking, having])
    expect([await theirs('y.io/v1'), await theirs('x.io/v1')]).toEqual([lacking, having])
  })
})
