import { expect, test } from 'vitest'
import { loadChart } from '../../src/helm/chart/load-chart.ts'
import { validateValues } from '../../src/validate/validate-values.ts'
import { loadValues } from '../../src/values/read-values.ts'
import { helms, runTemplate } from '../helm.ts'
import { temporaryFolder } from '../temporary-folder.ts'

const define = (text: string): string => `{{ define "name" }}${text}{{ end }}`
const chartYaml = (name: string, more = ''): string =>
  `apiVersion: v2\nname: ${name}\nversion: 1.0.0\n${more}`
const declared =
  'dependencies:\n  - { name: web, version: 1.x, condition: web.enabled }\n  - { name: db, version: 1.x }\n'

/** Files that define a template, and what Helm includes by its name; undefined where there is none. */
const cases: readonly (readonly [
  files: Readonly<Record<string, string>>,
  included: string | undefined,
])[] = [
  [{ 'templates/_a.tpl': define('a'), 'templates/_b.tpl': define('b') }, 'a'],
  [{ 'templates/_a.tpl': define('a'), 'templates/more/_a.tpl': define('deep') }, 'a'],
  [{ 'templates/z.yaml': define('z'), 'templates/_a.tpl': define('a') }, 'a'],
  [
    { 'charts/web/templates/_a.tpl': define('web'), 'charts/db/templates/_a.tpl': define('db') },
    'db',
  ],
  [{ 'charts/db/templates/_a.tpl': define('db'), 'templates/_z.tpl': define('z') }, 'z'],
  [{ 'charts/db/templates/_a.tpl': define('db'), 'templates/1/2/_z.tpl': define('z') }, 'db'],
  [{ 'charts/db/templates/_a.tpl': define('db'), 'templates/1/2/3/_z.tpl': define('z') }, 'db'],
  [{ 'charts/web/templates/_a.tpl': define('web') }, 'web'],
  [
    { 'charts/web/templates/_a.tpl': define('web'), 'values.yaml': 'web: { enabled: false }\n' },
    undefined,
  ],
]

test.each(cases)('of %j counts %j', async (files, included) => {
  const root = temporaryFolder({
    'Chart.yaml': chartYaml('shop', declared),
    'charts/web/Chart.yaml': chartYaml('web'),
    'charts/db/Chart.yaml': chartYaml('db'),
    'templates/fail.yaml': '{{ fail (printf "it is %s" (include "name" .)) }}',
    ...files,
  })
  const { problems } = validateValues(loadChart(root), loadValues([]))
  const outcome = included === undefined ? /there is no template "name"/ : `it is ${included}`
  expect(problems.map(({ message }) => message).join('\n')).toMatch(outcome)
  for (const helm of helms) {
    const { stderr } = await runTemplate(helm, root)
    expect(stderr).toMatch(included === undefined ? /no template "name"/ : `it is ${included}`)
  }
})
