import { expect, test } from 'vitest'
import { loadChart } from '../../../src/helm/chart/load-chart.ts'
import { validateValues } from '../../../src/validate/validate-values.ts'
import { loadValues } from '../../../src/values/read-values.ts'
import { newestHelm, template } from '../../helm.ts'
import { temporaryFolder } from '../../temporary-folder.ts'

/** Lines of Chart.yaml, the versions in charts/, our warnings, and the names that Helm renders. */
const cases: readonly (readonly [
  lines: readonly string[],
  versions: readonly string[],
  warnings: readonly string[],
  rendered: readonly string[],
])[] = [
  [['version: ^1.0.0'], ['1.1.0'], [], ['cache']],
  [['version: ^1.0.0, alias: sessions'], ['1.1.0'], [], ['sessions']],
  [
    ['version: ^1.0.0'],
    ['1.1.0-rc.1'],
    ['cache in charts/ is 1.1.0-rc.1, which is not in ^1.0.0: Helm takes it all the same'],
    ['cache'],
  ],
  [
    ['version: ^2.0.0, alias: sessions'],
    ['1.1.0'],
    [
      'cache in charts/ is 1.1.0, which is not in ^2.0.0: Helm takes it all the same, but as cache and not as sessions',
    ],
    ['cache'],
  ],
  [
    ['version: ^1.0.0, alias: old', 'version: ^2.0.0, alias: new'],
    ['1.1.0'],
    ['cache in charts/ is 1.1.0, which is not in ^2.0.0: Helm leaves new out'],
    ['old'],
  ],
  [
    ['version: ^1.0.0, alias: old', 'version: ^2.0.0, alias: new'],
    ['1.1.0', '2.0.0'],
    [],
    ['new', 'old'],
  ],
]

test.each(cases)('charts of %j in charts/: %j', async (lines, versions, warnings, rendered) => {
  const entries = lines.map((line) => `  - { name: cache, ${line} }\n`)
  const charts = versions.flatMap((version, index) => [
    [`charts/${index}/Chart.yaml`, `apiVersion: v2\nname: cache\nversion: ${version}\n`],
    [`charts/${index}/templates/a.yaml`, 'kind: {{ .Chart.Name }}\n'],
  ])
  const root = temporaryFolder({
    'Chart.yaml': `apiVersion: v2\nname: shop\nversion: 1.0.0\ndependencies:\n${entries.join('')}`,
    ...(Object.fromEntries(charts) as Readonly<Record<string, string>>),
  })
  const { verdict, problems } = validateValues(loadChart(root), loadValues([]))
  expect(verdict).toBe('valid')
  expect(problems.map(({ message }) => message)).toEqual(warnings)
  expect(problems.map(({ file }) => file)).toEqual(warnings.map(() => `${root}/Chart.yaml`))
  const text = await template(newestHelm(), root)
  expect([...text.matchAll(/^kind: (.*)$/gm)].map(([, name]) => name).toSorted()).toEqual(rendered)
})
