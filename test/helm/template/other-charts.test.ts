import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { loadChart } from '../../../src/helm/chart/load-chart.ts'
import { loadValues } from '../../../src/values/read-values.ts'
import { validateValues } from '../../../src/validate/validate-values.ts'
import { helms, runTemplate } from '../../helm.ts'
import { temporaryFolder } from '../../temporary-folder.ts'

const helpers = `
{{- define "other.inner" -}}{{ if eq .Values.mode "bad" }}{{ fail "no bad mode" }}{{ end }}{{- end -}}
{{- define "other.check" -}}{{ include "other.inner" . }}{{ now }}{{- end -}}
{{- define "other.fault" -}}{{ if .Values.fault }}other: {{ .Values.fault }}{{ end }}{{- end -}}
{{- define "other.tpl" -}}{{ tpl .Values.text . }}{{- end -}}
{{- define "other.faults" -}}
{{- $faults := list -}}
{{- $faults := append $faults (include "other.fault" .) -}}
{{- $faults := without $faults "" -}}
{{- if $faults -}}{{ join "\\n" $faults | fail }}{{- end -}}
{{- end -}}`

/** A chart of another hand with one template, and what each Helm and we make of it. */
/** The name of a template, and that of the folder, in a chart, in one under an alias, and by an inclusion. */
const places = {
  'Chart.yaml':
    'apiVersion: v2\nname: top\nversion: 1.0.0\ndependencies: [{name: below, version: "*", alias: other}]\n',
  'templates/checks/_fails.tpl': '{{ define "fails" }}{{ fail .Template.Name }}{{ end }}',
  'templates/deep/a.txt':
    '{{ if ne .Template.Name "top/templates/deep/a.txt" }}{{ fail .Template.Name }}{{ end }}{{ if ne .Template.BasePath "top/templates" }}{{ fail .Template.BasePath }}{{ end }}',
  'charts/below/Chart.yaml': 'apiVersion: v2\nname: below\nversion: 1.0.0\n',
  'charts/below/templates/b.txt':
    '{{ if ne .Template.Name "top/charts/other/templates/b.txt" }}{{ fail .Template.Name }}{{ end }}{{ if ne .Template.BasePath "top/charts/other/templates" }}{{ fail .Template.BasePath }}{{ end }}',
}

const including = (path: string, dot: string, change = ''): string =>
  `a: {{ include (print $.Template.BasePath "/${path}") ${dot} ${change} }}\n`

/** Templates that include files, what they print, and whether Helm takes it. */
const inclusions: readonly (readonly [
  about: string,
  files: Readonly<Record<string, string>>,
  isValid: boolean,
])[] = [
  ['names of templates', {}, true],
  [
    'a file that is included',
    { 'templates/x.yaml': including('deep/a.txt', '.', '| quote') },
    false,
  ],
  [
    'a file that prints something',
    {
      'templates/x.yaml': including('y.yaml', '.', '| sha256sum'),
      'templates/y.yaml': 'kind: A\n',
    },
    true,
  ],
  [
    'a file whose key is read',
    {
      'templates/x.yaml': including(
        'y.yaml',
        '.',
        '| fromYaml | dig "kind" "none" | eq "A" | ternary "b" (fail "no A")',
      ),
      'templates/y.yaml': 'kind: A\n',
    },
    false,
  ],
  [
    'a failure in a file for another dot',
    {
      'templates/x.yaml': including('y.yaml', '(dict "Values" dict)', '| sha256sum'),
      'templates/y.yaml': 'kind: {{ required "a kind" .Values.kind }}\n',
      'values.yaml': 'kind: A\n',
    },
    false,
  ],
  [
    'a nothing in a file for another dot',
    {
      'templates/x.yaml': including('y.yaml', '(dict "Values" dict)', '| sha256sum'),
      'templates/y.yaml': 'kind: {{ .Values.kind.of }}\n',
      'values.yaml': 'kind: {of: A}\n',
    },
    false,
  ],
  [
    'a file of another chart',
    {
      'templates/x.yaml': 'a: {{ include "top/charts/other/templates/c.yaml" . | sha256sum }}\n',
      'charts/below/templates/c.yaml': 'kind: {{ .Values.kind }}\n',
    },
    true,
  ],
]

/** Texts, and the integers that Sprig makes of them. */
const integers = [
  ['8', 8],
  ['08', 0],
  ['010', 8],
  ['-010', -8],
  ['010.0', 8],
  ['5.0', 5],
  ['5.5', 0],
  ['1e3', 0],
  ['1_000', 1000],
  ['1__0', 0],
  ['0_1', 1],
  ['0x_1F', 31],
  ['0b11', 3],
  ['0O17', 15],
  [' 5', 0],
  ['', 0],
] as const

const cases: readonly (readonly [
  about: string,
  template: string,
  values: object,
  isValid: boolean,
])[] = [
  ['a nothing in parentheses', '{{ ((.Values.a).b).c }}', {}, true],
  ['a nothing on the way', '{{ .Values.a.b }}', {}, false],
  ['a nothing behind parentheses', '{{ (.Values.a).b.c }}', { a: { x: 1 } }, false],
  ['a nothing in parentheses, further in', '{{ ((.Values.a).b).c }}', { a: { x: 1 } }, true],
  ['a nothing in a variable', '{{ $a := .Values.a }}{{ $a.b.c }}', {}, true],
  ['a text where a map is wanted', '{{ .Values.a.b }}', { a: 'x' }, false],
  [
    'the release',
    '{{ if not .Release.IsInstall }}{{ fail "x" }}{{ end }}{{ if ne .Release.Revision 1 }}{{ fail "y" }}{{ end }}',
    {},
    true,
  ],
  [
    'the chart',
    '{{ if or .Chart.Type (not .Chart.IsRoot) .Chart.Annotations }}{{ fail "x" }}{{ end }}',
    {},
    true,
  ],
  ['a check in a helper of a helper', '{{ include "other.check" . }}', { mode: 'bad' }, false],
  ['the same that is passed', '{{ include "other.check" . }}', { mode: 'good' }, true],
  ['a check by the keyword template', '{{ template "other.inner" . }}', { mode: 'bad' }, false],
  ['a list of faults', '{{ include "other.faults" . }}', { fault: 'x' }, false],
  ['an empty list of faults', '{{ include "other.faults" . }}', {}, true],
  [
    'a variable that a condition assigns',
    '{{ $x := 1 }}{{ if .Values.a }}{{ $x = 2 }}{{ end }}{{ if eq $x 2 }}{{ fail "x" }}{{ end }}',
    { a: true },
    false,
  ],
  [
    'a variable that a condition declares',
    '{{ $x := 1 }}{{ if .Values.a }}{{ $x := 2 }}{{ end }}{{ if eq $x 2 }}{{ fail "x" }}{{ end }}',
    { a: true },
    true,
  ],
  [
    'a variable that a loop assigns',
    '{{ $n := "" }}{{ range .Values.a }}{{ $n = . }}{{ end }}{{ if eq $n "y" }}{{ fail "x" }}{{ end }}',
    { a: ['x', 'y'] },
    false,
  ],
  [
    'a condition with a variable',
    '{{ with $x := .Values.a }}{{ required "b" $x.b }}{{ end }}',
    { a: { c: 1 } },
    false,
  ],
  [
    'continue',
    '{{ range .Values.a }}{{ if eq . "x" }}{{ continue }}{{ end }}{{ fail . }}{{ end }}',
    { a: ['x'] },
    true,
  ],
  [
    'break',
    '{{ range .Values.a }}{{ if eq . "x" }}{{ break }}{{ end }}{{ fail . }}{{ end }}',
    { a: ['x', 'y'] },
    true,
  ],
  ['required in a variable', '{{ $x := required "a" .Values.a }}', {}, false],
  ['a loop over a text', '{{ range .Values.a }}{{ end }}', { a: 'x' }, false],
  ['a loop over a number', '{{ range .Values.a }}{{ end }}', { a: 3 }, false],
  ['a loop over nothing', '{{ range .Values.a }}{{ end }}', {}, true],
  [
    'one of several',
    '{{ if not (eq .Values.a "x" "y") }}{{ fail "z" }}{{ end }}',
    { a: 'y' },
    true,
  ],
  ['a text and a number', '{{ if eq .Values.a 1 }}{{ end }}', { a: 'x' }, false],
  ['a flag where a list is wanted', '{{ concat .Values.a (list 1) }}', { a: true }, false],
  ['a number where a text is wanted', '{{ trim .Values.a }}', { a: 3 }, false],
  ['nothing where a text is wanted', '{{ upper .Values.a }}', {}, false],
  ['a list where a map is wanted', '{{ .Values.a.b }}', { a: ['b'] }, false],
  ['the cluster', '{{ if lookup "v1" "Secret" "a" "b" }}{{ fail "x" }}{{ end }}', {}, true],
  [
    'the cluster, by a number',
    '{{ if lookup "v1" "Secret" "a" .Values.a }}{{ end }}',
    { a: 7 },
    false,
  ],
  [
    'types',
    '{{ if ne (printf "%T %T %T %T" .Values.a .Values.b .Values.c .Values.d) "string bool []interface {} map[string]interface {}" }}{{ fail "x" }}{{ end }}',
    { a: 'x', b: true, c: [], d: {} },
    true,
  ],
  [
    'a type of nothing',
    '{{ if eq (printf "%T" .Values.a) "<nil>" }}{{ fail "x" }}{{ end }}',
    {},
    false,
  ],
  [
    'a version of Helm',
    '{{ if lt (int (semver .Capabilities.HelmVersion.Version).Major) 3 }}{{ fail "x" }}{{ end }}',
    {},
    true,
  ],
  ['a number of a template', '{{ if has 80 .Values.a }}{{ fail "x" }}{{ end }}', { a: [80] }, true],
  [
    'a number of the values',
    '{{ if has .Values.a (list 80) }}{{ fail "x" }}{{ end }}',
    { a: 80 },
    true,
  ],
  [
    'a decimal of a template',
    '{{ if has 80.0 .Values.a }}{{ fail "x" }}{{ end }}',
    { a: [80] },
    false,
  ],
  [
    'numbers of the values',
    '{{ if has .Values.a .Values.b }}{{ fail "x" }}{{ end }}',
    { a: 80, b: [80] },
    false,
  ],
  [
    'lists of numbers',
    '{{ if deepEqual .Values.a (list 1 2) }}{{ fail "x" }}{{ end }}',
    { a: [1, 2] },
    true,
  ],
  ...integers.map(
    ([written, value]) =>
      [
        `the integer ${written}`,
        `{{ if ne (int .Values.a) ${value} }}{{ fail (int .Values.a | toString) }}{{ end }}{{ if ne (max .Values.a -99) ${value} }}{{ fail "max" }}{{ end }}`,
        { a: written },
        true,
      ] as const,
  ),
  [
    'letters behind marks',
    `{{ if ne (title .Values.a) "It'S A-B_c" }}{{ fail "x" }}{{ end }}`,
    { a: "it's a-b_c" },
    true,
  ],
  [
    'base64 in lines',
    '{{ if ne (b64dec .Values.a) "pass" }}{{ fail "x" }}{{ end }}',
    { a: 'cGFz\ncw==' },
    true,
  ],
  ['the digest of what is not there', '{{ sha256sum .Values.a.b }}', {}, false],
  ['a hash of what is not there', '{{ bcrypt .Values.a.b }}', {}, false],
  ['the digest of a date', '{{ now | toString | sha256sum }}', {}, true],
  ['texts in order', '{{ if lt .Values.a "b" }}{{ fail "x" }}{{ end }}', { a: 'a' }, false],
  ['the length of nothing', '{{ len .Values.a }}', {}, false],
  ['a text that is a template', '{{ include "other.tpl" . }}', { text: '{{ fail "x" }}' }, false],
  ['a key of a text', '{{ index .Values.a "b" }}', { a: 'x' }, false],
  ['nothing where a template is wanted', '{{ tpl .Values.text . }}', {}, false],
  [
    'versions',
    '{{ if semverCompare ">=1.2.0-0" .Values.a }}{{ fail "x" }}{{ end }}',
    { a: '1.2.0-rc.1' },
    false,
  ],
  [
    'a version before another',
    '{{ if semverCompare ">=1.2.0" .Values.a }}{{ fail "x" }}{{ end }}',
    { a: '1.3.0-rc.1' },
    true,
  ],
]

describe('templates of other charts', () => {
  test.each(cases)('%s: %s', async (_, template, values, isValid) => {
    const root = temporaryFolder({
      'Chart.yaml': 'apiVersion: v2\nname: other\nversion: 1.0.0\n',
      'values.yaml': JSON.stringify(values),
      'templates/_helpers.tpl': helpers,
      'templates/NOTES.txt': template,
    })
    const { verdict } = validateValues(loadChart(root), loadValues([]))
    expect(verdict).toBe(isValid ? 'valid' : 'refused')
    for (const helm of helms) {
      const { exitCode, stderr } = await runTemplate(helm, root)
      expect(exitCode === 0, stderr).toBe(isValid)
    }
  })
})

describe('templates by the names of their files', () => {
  test.each(inclusions)('%s', async (_, files, isValid) => {
    const root = temporaryFolder({ ...places, ...files })
    for (const helm of helms) {
      const { exitCode, stderr } = await runTemplate(helm, root)
      expect(exitCode === 0, stderr).toBe(isValid)
    }
    const { verdict, problems } = validateValues(loadChart(root), loadValues([]))
    expect(verdict, JSON.stringify(problems)).toBe(isValid ? 'valid' : 'refused')
  })
})

test.each([
  '{{ range $n := 2 }}{{ if $n }}{{ fail "x" }}{{ end }}{{ end }}',
  '{{ if b64dec "cGFzcw" }}{{ fail "x" }}{{ end }}',
])('what Helm does and we do not is not judged: %s', (template) => {
  const root = temporaryFolder({
    'Chart.yaml': 'apiVersion: v2\nname: other\nversion: 1.0.0\n',
    'templates/NOTES.txt': template,
  })
  expect(validateValues(loadChart(root), loadValues([])).verdict).toBe('not judged')
})

test('what only Helm can tell is said once, with its place', () => {
  const root = temporaryFolder({
    'Chart.yaml': 'apiVersion: v2\nname: other\nversion: 1.0.0\n',
    'templates/a.txt': 'a\n{{ if now }}{{ fail "x" }}{{ end }}',
    'templates/b.txt': '{{ if now }}{{ fail "x" }}{{ end }}',
  })
  const { verdict, problems } = validateValues(loadChart(root), loadValues([]))
  expect(verdict).toBe('not judged')
  expect(problems).toMatchObject([
    { file: join(root, 'templates/a.txt'), message: expect.stringContaining('1 more') as string },
  ])
})

test.each([
  ['{{ include "none" . }}', false],
  ['{{ include (print "no" "ne") . }}', false],
  ['{{ template "none" . }}', false],
  ['{{ $x := include "none" . }}', false],
  ['a: {{ if false }}{{ template "none" . }}{{ end }}', true],
])('a template that is not there, in %j', async (text, isValid) => {
  const root = temporaryFolder({
    'Chart.yaml': 'apiVersion: v2\nname: other\nversion: 1.0.0\n',
    'templates/a.yaml': text,
  })
  const { valid, problems } = validateValues(loadChart(root), loadValues([]))
  expect(valid).toBe(isValid)
  if (!isValid) expect(problems[0]?.message).toBe('there is no template "none" to include')
  for (const helm of helms) expect((await runTemplate(helm, root)).exitCode === 0).toBe(isValid)
})
