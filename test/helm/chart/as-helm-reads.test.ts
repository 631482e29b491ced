import { symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { ChartError } from '../../../src/errors/chart-error.ts'
import { loadChart } from '../../../src/helm/chart/load-chart.ts'
import { validateValues } from '../../../src/validate/validate-values.ts'
import { loadValues } from '../../../src/values/read-values.ts'
import { run } from '../../../src/verify/run.ts'
import { helms, newestHelm, runTemplate } from '../../helm.ts'
import { temporaryFolder } from '../../temporary-folder.ts'

const chart = (name: string, more = '', version = '1.0.0'): string =>
  `apiVersion: v2\nname: ${name}\nversion: ${version}\n${more}`

/** Fails, and says what it sees. */
const refuse = '{{ fail (toJson .Values) }}\n'

/** Fails unless the values are as a chart expects them. */
const expects = (condition: string): string =>
  `{{ if not (${condition}) }}{{ fail (toJson .Values) }}{{ end }}\n`

interface Case {
  readonly about: string
  readonly files: Readonly<Record<string, string>>
  readonly isValid: boolean
}

const root = 'Chart.yaml'

const cases: readonly Case[] = [
  {
    about: 'a template that .helmignore leaves out',
    files: {
      [root]: chart('a'),
      '.helmignore': 'templates/bad.txt\n',
      'templates/bad.txt': refuse,
    },
    isValid: true,
  },
  {
    about: 'a name in .helmignore, anywhere',
    files: { [root]: chart('a'), '.helmignore': 'bad.*\n', 'templates/x/bad.txt': refuse },
    isValid: true,
  },
  {
    about: 'a path in .helmignore, which is whole',
    files: { [root]: chart('a'), '.helmignore': 'x/bad.txt\n', 'templates/x/bad.txt': refuse },
    isValid: false,
  },
  {
    about: 'a folder in .helmignore',
    files: { [root]: chart('a'), '.helmignore': 'x/\n', 'templates/x/bad.txt': refuse },
    isValid: true,
  },
  {
    about: 'a file named like a folder of .helmignore',
    files: { [root]: chart('a'), '.helmignore': 'bad.txt/\n', 'templates/bad.txt': refuse },
    isValid: false,
  },
  {
    about: 'a class of characters in .helmignore',
    files: { [root]: chart('a'), '.helmignore': 'ba[c-e].txt\n', 'templates/bad.txt': refuse },
    isValid: true,
  },
  {
    about: 'a line with ! in .helmignore, which leaves out all else, Chart.yaml, too',
    files: { [root]: chart('a'), '.helmignore': '!a.txt\n', 'templates/a.txt': 'a: b' },
    isValid: false,
  },
  {
    about: 'a hidden file in templates/',
    files: { [root]: chart('a'), 'templates/.bad.txt': refuse },
    isValid: true,
  },
  {
    about: 'a subchart without Chart.yaml',
    files: { [root]: chart('a'), 'charts/b/values.yaml': 'a: b\n' },
    isValid: false,
  },
  {
    about: 'a subchart whose Chart.yaml .helmignore leaves out',
    files: {
      [root]: chart('a'),
      '.helmignore': 'charts/b/Chart.yaml\n',
      'charts/b/Chart.yaml': chart('b'),
      'charts/b/values.yaml': '',
    },
    isValid: false,
  },
  {
    about: 'a subchart of another apiVersion',
    files: { [root]: chart('a'), 'charts/b/Chart.yaml': chart('b').replace('v2', 'v9') },
    isValid: true,
  },
  {
    about: 'a subchart without a version',
    files: { [root]: chart('a'), 'charts/b/Chart.yaml': 'apiVersion: v2\nname: b\n' },
    isValid: false,
  },
  {
    about: 'dependencies of a chart of v1 in requirements.yaml',
    files: {
      [root]: 'apiVersion: v1\nname: a\nversion: 1.0.0\n',
      'requirements.yaml': 'dependencies: [{name: b, version: 1.x, condition: b.enabled}]\n',
      'values.yaml': 'b: {enabled: false}\n',
      'charts/b/Chart.yaml': chart('b'),
      'charts/b/templates/bad.txt': refuse,
    },
    isValid: true,
  },
  {
    about: 'two versions of one subchart under aliases',
    files: {
      [root]: chart(
        'a',
        'dependencies:\n- {name: b, version: ^1, alias: old}\n- {name: b, version: ">=2", alias: new}\n',
      ),
      'charts/b-1/Chart.yaml': chart('b', '', '1.4.0'),
      'charts/b-1/values.yaml': 'is: one\n',
      'charts/b-2/Chart.yaml': chart('b', '', '2.0.0'),
      'charts/b-2/values.yaml': 'is: two\n',
      'templates/a.txt': expects('and (eq .Values.old.is "one") (eq .Values.new.is "two")'),
    },
    isValid: true,
  },
  {
    about: 'a subchart of another version, which keeps its own name',
    files: {
      [root]: chart('a', 'dependencies: [{name: b, version: ^2, alias: new}]\n'),
      'charts/b/Chart.yaml': chart('b'),
      'charts/b/values.yaml': 'is: one\n',
      'templates/a.txt': expects('and (eq .Values.b.is "one") (not .Values.new)'),
    },
    isValid: true,
  },
  {
    about: 'a subchart of another version, which its condition turns off',
    files: {
      [root]: chart('a', 'dependencies: [{name: b, version: ^2, condition: b.enabled}]\n'),
      'values.yaml': 'b: {enabled: false}\n',
      'charts/b/Chart.yaml': chart('b'),
      'charts/b/templates/bad.txt': refuse,
    },
    isValid: true,
  },
  {
    about: 'values that a chart exports',
    files: {
      [root]: chart('a', 'dependencies: [{name: b, version: "*", import-values: [data]}]\n'),
      'values.yaml': 'mine: 1\n',
      'charts/b/Chart.yaml': chart('b'),
      'charts/b/values.yaml': 'exports: {data: {mine: 2, theirs: 3}}\n',
      'templates/a.txt': expects('and (eq (int .Values.mine) 1) (eq (int .Values.theirs) 3)'),
    },
    isValid: true,
  },
  {
    about: 'values of a chart that stand elsewhere above',
    files: {
      [root]: chart(
        'a',
        'dependencies: [{name: b, version: "*", alias: c, import-values: [{child: x.inner, parent: p.q}]}]\n',
      ),
      'charts/b/Chart.yaml': chart('b'),
      'charts/b/values.yaml': 'x: {inner: {z: 1}}\n',
      'templates/a.txt': expects('eq (int .Values.p.q.z) 1'),
    },
    isValid: true,
  },
  {
    about: 'values of a chart that is off',
    files: {
      [root]: chart(
        'a',
        'dependencies: [{name: b, version: "*", condition: b.enabled, import-values: [data]}]\n',
      ),
      'values.yaml': 'b: {enabled: false}\n',
      'charts/b/Chart.yaml': chart('b'),
      'charts/b/values.yaml': 'exports: {data: {theirs: 3}}\n',
      'templates/a.txt': expects('not .Values.theirs'),
    },
    isValid: true,
  },
  {
    about: 'the first of two imports of one value',
    files: {
      [root]: chart(
        'a',
        'dependencies:\n- {name: b, version: "*", import-values: [data]}\n- {name: c, version: "*", import-values: [data]}\n',
      ),
      'charts/b/Chart.yaml': chart('b'),
      'charts/b/values.yaml': 'exports: {data: {of: b}}\n',
      'charts/c/Chart.yaml': chart('c'),
      'charts/c/values.yaml': 'exports: {data: {of: c}}\n',
      'templates/a.txt': expects('eq .Values.of "b"'),
    },
    isValid: true,
  },
  {
    about: 'a range of versions of Kubernetes',
    files: { [root]: chart('a', 'kubeVersion: ">=1.20.0-0 <2"\n') },
    isValid: true,
  },
  {
    about: 'a Kubernetes that is too new',
    files: { [root]: chart('a', 'kubeVersion: "1.20 - 1.25 || ~1.27"\n') },
    isValid: false,
  },
  {
    about: 'a library chart',
    files: { [root]: chart('a', 'type: library\n') },
    isValid: false,
  },
  {
    about: 'an empty values.yaml',
    files: { [root]: chart('a'), 'values.yaml': '', 'templates/a.txt': expects('not .Values') },
    isValid: true,
  },
  {
    about: 'the helper of two with one name that the chart above defines',
    files: {
      [root]: chart('a', 'dependencies: [{name: b, version: "*"}]\n'),
      'templates/_x.tpl': '{{ define "x" }}a{{ end }}',
      'charts/b/Chart.yaml': chart('b'),
      'charts/b/templates/_x.tpl': '{{ define "x" }}b{{ end }}',
      'charts/b/templates/b.txt': '{{ if ne (include "x" .) "a" }}{{ fail "b" }}{{ end }}',
    },
    isValid: true,
  },
  {
    about: 'a file that a template reads',
    files: {
      [root]: chart('a'),
      'files/a.txt': 'here',
      'templates/a.txt':
        '{{ if ne (.Files.Get "files/a.txt") "here" }}{{ fail "x" }}{{ end }}\n{{ if .Files.Get "none" }}{{ fail "y" }}{{ end }}',
    },
    isValid: true,
  },
  {
    about: 'a manifest that is no YAML',
    files: {
      [root]: chart('a'),
      'values.yaml': 'text: "a: b: c"\n',
      'templates/a.yaml': 'kind: A\nb: {{ .Values.text }}\n',
    },
    isValid: false,
  },
  {
    about: 'a name that is a list',
    files: {
      [root]: chart('a'),
      'values.yaml': 'names: [x]\n',
      'templates/a.yaml': 'kind: A\nmetadata:\n  name: {{ .Values.names }}\n',
    },
    isValid: false,
  },
  {
    about: 'a map that one template changes, which another sees',
    files: {
      [root]: chart('a'),
      'values.yaml': 'a: {}\n',
      'templates/z.txt': '{{ $_ := set .Values.a "b" 1 }}',
      'templates/a.txt': expects('.Values.a.b'),
    },
    isValid: true,
  },
  {
    about: 'a nothing in parentheses where a map is wanted',
    files: { [root]: chart('a'), 'templates/a.txt': '{{ if hasKey (.Values.a) "b" }}{{ end }}' },
    isValid: true,
  },
  {
    about: 'a nothing where a map is wanted',
    files: { [root]: chart('a'), 'templates/a.txt': '{{ if hasKey .Values.a "b" }}{{ end }}' },
    isValid: false,
  },
]

function verdictOf(path: string): boolean {
  try {
    return validateValues(loadChart(path), loadValues([]), { release: 'probe' }).valid
  } catch (error) {
    if (error instanceof ChartError) return false
    throw error
  }
}

async function helmVerdicts(path: string): Promise<readonly boolean[]> {
  return Promise.all(helms.map(async (one) => (await runTemplate(one, path)).exitCode === 0))
}

/** Chart.yaml with the reason that we give against it; none where Helm takes it. */
const metadata: readonly (readonly [text: string, why: string])[] = [
  ['name: a\nversion: 1.0.0\n', ''],
  ['apiVersion: v2\nname: 1\nversion: 1\nkeywords: [1, true, null]\nunknown: x\n', ''],
  ['apiVersion: v2\nname: a b\nversion: v1.2\nhome: null\nannotations: {a: 1, b: null}\n', ''],
  ['apiVersion: v2\nname: a\nversion: 1.0.0\n---\nx: {\n', ''],
  ['apiVersion: v9\nname: a\nversion: 1.0.0\n', 'v9'],
  ['apiVersion: v2\nversion: 1.0.0\n', 'no name'],
  ['apiVersion: v2\nname: ..\nversion: 1.0.0\n', '.. is no name'],
  ['apiVersion: v2\nname: a/b\nversion: 1.0.0\n', 'a/b is no name'],
  ['apiVersion: v2\nname: a\n', 'no version'],
  ['apiVersion: v2\nname: a\nversion: one\n', 'one is no version'],
  [chart('a', 'type: app\n'), 'app is no type'],
  [chart('a', 'description: {a: 1}\n'), 'description is not a text'],
  [chart('a', 'deprecated: "true"\n'), 'deprecated is not true or false'],
  [chart('a', 'keywords: x\n'), 'keywords is not a list'],
  [chart('a', 'annotations: {a: [1]}\n'), 'annotations.a is not a text'],
  [chart('a', 'maintainers: [null]\n'), 'an entry of maintainers is null'],
  [chart('a', 'dependencies: [null]\n'), 'an entry of dependencies is null'],
  [chart('a', 'dependencies: [x]\n'), 'dependencies.0 is not a map'],
  [chart('a', 'dependencies: [{name: b, version: "1", alias: a.b}]\n'), 'a.b is no alias'],
  [
    chart('a', 'dependencies: [{name: b, version: "1"}, {name: c, version: "1", alias: b}]\n'),
    'two dependencies have the name or alias b',
  ],
  ['- 1\n', 'this is a list'],
  ['', 'no name'],
]

/** Lines of .helmignore, and what ours says against them. */
const ignoring: readonly (readonly [line: string, why: string])[] = [
  ['!a', '/.helmignore:3: this line leaves out'],
  ['Chart.*', '/.helmignore:3: this line leaves out'],
  ['**/a', '/.helmignore:3: Helm takes no **'],
  ['[', 'is no pattern'],
  ['[]a]', 'is no pattern'],
  ['[a-]', 'is no pattern'],
  ['a\\', 'is no pattern'],
  ['[b-a]hart.yaml', ''],
  ['[^A-D]hart.yaml', ''],
  ['[A-D]hart.yaml', 'leaves out'],
  ['\\[x', ''],
]

function why(path: string): string {
  try {
    loadChart(path)
    return ''
  } catch (error) {
    if (!(error instanceof ChartError)) throw error
    return error.problems.map((one) => `${one.file}:${one.line}: ${one.message}`).join('\n')
  }
}

describe('charts are read as Helm reads them', () => {
  test.each(metadata)('Chart.yaml %j: %j', async (text, reason) => {
    const path = temporaryFolder({ [root]: text, 'templates/a.txt': '' })
    expect(why(path)).toContain(reason)
    expect(why(path) === '').toBe(reason === '')
    expect((await runTemplate(newestHelm(), path)).exitCode === 0).toBe(reason === '')
  })

  test.each(ignoring)('.helmignore %j: %j', async (line, reason) => {
    const path = temporaryFolder({ [root]: chart('a'), '.helmignore': `# none\n\n${line}\n` })
    expect(why(path)).toContain(reason)
    expect(why(path) === '').toBe(reason === '')
    expect((await runTemplate(newestHelm(), path)).exitCode === 0).toBe(reason === '')
  })

  test.each(cases)('$about: $isValid', async ({ files, isValid }) => {
    const path = temporaryFolder(files)
    expect(verdictOf(path)).toBe(isValid)
    expect(await helmVerdicts(path)).toEqual(helms.map(() => isValid))
  })

  test('links lead to templates', async () => {
    const elsewhere = temporaryFolder({ 'bad.txt': refuse })
    const path = temporaryFolder({ [root]: chart('a') })
    symlinkSync(elsewhere, join(path, 'templates'))
    expect(verdictOf(path)).toBe(false)
    expect(await helmVerdicts(path)).toEqual(helms.map(() => false))
  })

  test('a packed chart', async () => {
    const folder = temporaryFolder({ 'a/Chart.yaml': chart('a'), 'a/templates/a.txt': refuse })
    await run(newestHelm().path, ['package', join(folder, 'a'), '--destination', folder])
    const path = join(folder, 'a-1.0.0.tgz')
    expect(verdictOf(path)).toBe(false)
    expect(await helmVerdicts(path)).toEqual(helms.map(() => false))
  })

  test.each([
    ['v1.30.1-gke.1', '>=1.30.0', true],
    ['v1.30.1-gke.1', '>1.30.1', false],
    ['1.29', '>=1.30.0-0', false],
    ['v1.31.0+k3s1', '1.31.x', true],
  ])('Kubernetes %s in %s: %j', async (kubernetes, range, isValid) => {
    const path = temporaryFolder({ [root]: chart('a', `kubeVersion: "${range}"\n`) })
    const { valid } = validateValues(loadChart(path), loadValues([]), { kubernetes })
    expect(valid).toBe(isValid)
    const args = ['template', 'probe', path, '--kube-version', kubernetes]
    expect((await run(newestHelm().path, args)).exitCode === 0).toBe(isValid)
  })
})
