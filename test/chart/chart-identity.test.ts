import { expect, test } from 'vitest'
import { readIdentity } from '../../src/chart/chart-identity.ts'
import { ChartError } from '../../src/errors/chart-error.ts'

const sound = {
  apiVersion: 'v2',
  name: 'shop',
  description: '"A shop: small, but ours"',
  version: '1.2.3-rc.1+build.5',
  appVersion: '"1.10"',
  kubeVersion: '">=1.29.0-0"',
}

/** Lines of a Chart.yaml: a field may be changed, or left out. */
function chartYaml(changes: Readonly<Record<string, string | undefined>> = {}): string {
  const fields = Object.entries({ ...sound, ...changes })
  return fields.map(([key, value]) => (value === undefined ? '' : `${key}: ${value}\n`)).join('')
}

function problemsOf(text: string): readonly string[] {
  try {
    readIdentity(text, 'Chart.yaml')
    return []
  } catch (error) {
    if (!(error instanceof ChartError)) throw error
    return error.problems.map(({ code, path, message, hint }) =>
      [`${code} ${path}: ${message}`, ...(hint === undefined ? [] : [hint])].join('; '),
    )
  }
}

test('a sound Chart.yaml is read as it is', () => {
  expect(readIdentity(chartYaml({ keywords: '[shop, store]' }), 'Chart.yaml')).toEqual({
    apiVersion: 'v2',
    name: 'shop',
    description: 'A shop: small, but ours',
    version: '1.2.3-rc.1+build.5',
    appVersion: '1.10',
    kubeVersion: '>=1.29.0-0',
    keywords: ['shop', 'store'],
  })
})

test.each(Object.keys(sound))('without %s', (field) => {
  const missing = new RegExp(`^chart-field-missing ${field}: Chart.yaml has no ${field}; add`)
  expect(problemsOf(chartYaml({ [field]: undefined }))).toEqual([expect.stringMatching(missing)])
  expect(problemsOf(chartYaml({ [field]: '""' }))).toContainEqual(expect.stringMatching(missing))
})

test.each<[string, string, string]>([
  [
    'appVersion',
    '1.10',
    'chart-field-malformed appVersion: appVersion must be a text, not 1.10 (read as 1.1); put it in quotes: appVersion: "1.10"',
  ],
  [
    'appVersion',
    '1.4.2+build7',
    'chart-field-malformed appVersion: appVersion 1.4.2+build7 cannot be the tag of an image, which it is by default; use up to 128 letters, digits, "_", "." and "-"',
  ],
  [
    'version',
    'v1.2',
    'chart-field-malformed version: v1.2 is no SemVer version; write three numbers, such as 0.1.0',
  ],
  [
    'version',
    '01.2.3',
    'chart-field-malformed version: 01.2.3 is no SemVer version; write three numbers, such as 0.1.0',
  ],
  [
    'apiVersion',
    'v1',
    'chart-field-malformed apiVersion: apiVersion must be v2, not "v1"; Helm 3 and Helm 4 both read v2',
  ],
  [
    'keyword',
    '[shop]',
    'chart-field-unknown keyword: Chart.yaml has no field keyword; did you mean keywords?',
  ],
  [
    'team',
    'shop',
    'chart-field-unknown team: Chart.yaml has no field team; put what Helm does not know under annotations',
  ],
])('%s: %s', (field, value, problem) => {
  expect(problemsOf(chartYaml({ [field]: value }))).toEqual([problem])
})

test('every problem is reported at once', () => {
  expect(problemsOf(chartYaml({ name: undefined, version: 'one', team: 'shop' }))).toHaveLength(3)
})

test.each(['', '- shop\n', 'shop\n', `${chartYaml()}---\n${chartYaml()}`])(
  'what is not one map of fields: %j',
  (text) => {
    expect(problemsOf(text)).toEqual([
      expect.stringMatching(/^chart-identity Chart.yaml: Chart.yaml must be one map of fields;/),
    ])
  },
)
