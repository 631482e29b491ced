import { expect, test } from 'vitest'
import {
  at,
  chart,
  choose,
  defaultTo,
  fail,
  has,
  listOf,
  not,
  release,
  sha256,
  templateFile,
  text,
} from '../../../src/template/node/expression.ts'
import {
  checksHelper,
  include,
  listHelper,
  mapHelper,
  mapping,
  parametricHelper,
  parametricMapHelper,
  shared,
  textHelper,
  when,
} from '../../../src/template/node/structure.ts'
import type { Expr } from '../../../src/template/node/templated.ts'
import { evaluateDocuments, type RenderInput } from '../../../src/template/evaluate/evaluate.ts'
import { failures } from '../../../src/template/evaluate/failures.ts'
import { printDocuments, printHelper } from '../../../src/template/print/print.ts'
import { lines, printed, printedHelper, schema, values } from '../printed.ts'

const { value, each } = values

const fullname = textHelper(
  'orders.fullname',
  'Name of the main objects.',
  text`${release.name}-orders`,
)

const labels = mapHelper<Readonly<Record<string, string>>>(
  'orders.labels',
  'Labels of every object.',
  mapping<Readonly<Record<string, string>>>(
    { name: 'orders', version: text`${chart.version}` },
    value('labels'),
  ),
)

const image = parametricHelper<{ image: { readonly repository: string; readonly tag: string } }>(
  'orders.image',
  'Reference of an image.',
  ['image'],
  (args) =>
    text`${value('host')}/${at(args.image, 'repository')}:${defaultTo(at(args.image, 'tag'), chart.appVersion)}`,
)

test('a helper gives text', () => {
  expect(printedHelper(fullname)).toBe(lines`
    {{/*
    Name of the main objects.
    */}}
    {{- define "orders.fullname" -}}
    {{ .Release.Name }}-orders
    {{- end }}
  `)
  expect(printed({ name: include(fullname), secret: text`${include(fullname)}-tls` })).toBe(lines`
    name: {{ include "orders.fullname" . }}
    secret: {{ include "orders.fullname" . }}-tls
  `)
})

test('a helper gives the entries of a map', () => {
  expect(printedHelper(labels)).toBe(lines`
    {{/*
    Labels of every object.
    */}}
    {{- define "orders.labels" -}}
    name: orders
    version: {{ .Chart.Version | quote }}
    {{- with .Values.labels }}
    {{ toYaml . }}
    {{- end }}
    {{- end }}
  `)
  expect(
    printed({ labels: include(labels), more: mapping<object>(include<object>(labels), { a: 1 }) }),
  ).toBe(lines`
    labels:
      {{- include "orders.labels" . | nindent 2 }}
    more:
      {{- include "orders.labels" . | nindent 2 }}
      a: 1
  `)
})

test('a helper that takes arguments gets the root among them', () => {
  expect(printedHelper(image)).toBe(lines`
    {{/*
    Reference of an image.
    */}}
    {{- define "orders.image" -}}
    {{ .root.Values.host }}/{{ .image.repository }}:{{ .image.tag | default .root.Chart.AppVersion }}
    {{- end }}
  `)
  expect(printed({ image: include(image, { image: value('image') }) })).toBe(lines`
    image: {{ include "orders.image" (dict "root" $ "image" .Values.image) | quote }}
  `)
})

test('a single argument stands for itself where the helper reads nothing of the root', () => {
  const helper = parametricHelper<{ port: number }>(
    'orders.port',
    'A port.',
    { port: { type: 'integer' } },
    ({ port }) => choose(port, text`:${port}`, ''),
  )
  expect(printedHelper(helper)).toContain('\n{{ with . }}:{{ . | int64 }}{{ end }}\n')
  expect(printed({ port: include(helper, { port: value('replicas') }) })).toBe(lines`
    port: {{ include "orders.port" .Values.replicas | quote }}
  `)
})

test('a helper that takes arguments gives the entries of a map', () => {
  type Volume = { readonly size: string; readonly gigabytes: number }
  const volume = parametricMapHelper<{ volume: Volume }, { size: string; limit: number }>(
    'orders.volume',
    'A volume.',
    { volume: { type: 'object', properties: { gigabytes: { type: 'integer' } } } },
    (args) =>
      mapping({ size: at(args.volume, 'size') }, when(at(args.volume, 'gigabytes'), { limit: 1 })),
  )
  expect(printedHelper(volume)).toContain(lines`
    {{- define "orders.volume" -}}
    size: {{ .size | toJson }}
    {{- if .gigabytes }}
    limit: 1
    {{- end }}
    {{- end }}
  `)
  const all = {
    all: [each('volumes', (one, name) => mapping({ name }, include(volume, { volume: one })))],
  }
  expect(printed(all)).toBe(lines`
    {{- if .Values.volumes }}
    all:
      {{- range $name, $volume := .Values.volumes }}
      - name: {{ $name | quote }}
        {{- include "orders.volume" $volume | nindent 4 }}
      {{- end }}
    {{- end }}
  `)
})

test('inside loops and with, helpers and files get the root', () => {
  expect(
    printed({
      list: [
        1,
        each('hosts', (host) => ({
          host,
          name: include(fullname),
          image: include(image, { image: value('image') }),
          sum: sha256(templateFile('a.yaml')),
        })),
      ],
      a: when(value('labels'), mapping<object>(value('labels'))),
    }),
  ).toBe(lines`
    list:
      - 1
      {{- range $host := .Values.hosts }}
      - host: {{ $host | quote }}
        name: {{ include "orders.fullname" $ }}
        image: {{ include "orders.image" (dict "root" $ "image" $.Values.image) | quote }}
        sum: {{ include (print $.Template.BasePath "/a.yaml") (omit $ "Chart") | sha256sum | quote }}
      {{- end }}
    {{- with .Values.labels }}
    a:
      {{- toYaml . | nindent 2 }}
    {{- end }}
  `)
})

test('text that a template would trim is printed by an action', () => {
  const indented = textHelper('orders.indented', 'Blanks.', text`  ${value('host')} `)
  expect(printedHelper(indented)).toContain('\n{{ printf "  %s " .Values.host }}\n')
})

test('nothing ends the comment of a helper', () => {
  expect(printedHelper(textHelper('orders.a', 'a */}} {{ b', text`x`))).toContain(
    '{{/*\na * /}} {{ b\n*/}}\n',
  )
})

test.each<[string, () => unknown]>([
  ['orders.image takes the arguments image', () => include(image, {} as never)],
  [
    'orders.fullname takes the arguments (none)',
    () => include(fullname, { image: value('image') }),
  ],
  [
    'root cannot be the name of',
    () => parametricHelper<{ root: string }>('x', '', ['root'], ({ root }) => root),
  ],
  [
    'the body of the helper x must be an expression',
    () => textHelper('x', '', 'a' as unknown as Expr<string>),
  ],
])('%s', (message, build) => {
  expect(build).toThrow(TypeError)
  expect(build).toThrow(message)
})

test('a helper gives the items of a list, and is left out where there are none', () => {
  const items = listHelper<string>('orders.hosts', 'Hosts.', [
    when(value('enabled'), value('host')),
    each('hosts', (host) => host),
  ])
  expect(printedHelper(items)).toContain(lines`
    {{- define "orders.hosts" -}}
    {{- if .Values.enabled }}
    - {{ .Values.host | quote }}
    {{- end }}
    {{- range $host := .Values.hosts }}
    - {{ $host | quote }}
    {{- end }}
    {{- end }}
  `)
  expect(printed({ all: include<string[]>(items) })).toBe(lines`
    {{- if or .Values.enabled .Values.hosts }}
    all:
      {{- include "orders.hosts" . | trimPrefix "\n" | nindent 2 }}
    {{- end }}
  `)
})

test('a helper that charts share has the name of the umbrella before its own', () => {
  const port = textHelper(shared('ports', 'port'), 'A port.', text`${value('replicas')}`)
  expect(printHelper(port, schema, 'shop')).toContain('{{- define "shop.port" -}}')
  expect(printDocuments([{ port: include(port) }], schema, 'shop')).toBe(lines`
    port: {{ include "shop.port" . | quote }}
  `)
})

test('checks of a helper stand where a document would, and all of their failures are told', () => {
  const checks = checksHelper<{ path: string; own: readonly string[] }>(
    'orders.checks',
    'Refuses.',
    { path: { type: 'string' }, own: { type: 'array', items: { type: 'string' } } },
    ({ path, own }) => [
      when(not(has(value('host'), own)), fail(text`${path} has none`)),
      when(value('enabled'), fail(text`${path} is on`)),
    ],
  )
  const documents = [include(checks, { path: text`it`, own: listOf(['a']) }), { kind: 'Test' }]
  expect(printHelper(checks, schema)).toContain(lines`
    {{- if not (has .root.Values.host .own) }}
    {{- fail (printf "%s has none" .path) }}
    {{- end }}
  `)
  expect(printDocuments(documents, schema)).toBe(lines`
    {{- include "orders.checks" (dict "root" $ "path" "it" "own" (list "a")) }}
    kind: Test
  `)
  const input = (host: string, enabled: boolean): RenderInput => ({
    values: { host, enabled },
    schema,
    release: { name: 'shop', namespace: 'shop' },
    chart: { name: 'shop', version: '1.0.0', appVersion: '1.0.0' },
  })
  expect(failures(documents, input('b', true))).toEqual(['it has none', 'it is on'])
  expect(failures(documents, input('a', false))).toEqual([])
  expect(evaluateDocuments(documents, input('a', false))).toEqual([{ kind: 'Test' }])
})

test('what another helper gives comes as text, and a helper that begins with an action as one without its first line break', () => {
  const labels = mapHelper<Readonly<Record<string, string>>>('orders.labels', 'Labels.', { a: 'b' })
  const pod = parametricMapHelper<
    { labels: Readonly<Record<string, string>> },
    { host: string; labels: Readonly<Record<string, string>> }
  >('orders.pod', 'A pod.', { labels: 'included' }, (given) => ({
    host: when(value('enabled'), value('host')),
    labels: given.labels,
  }))
  expect(printedHelper(pod)).toContain(lines`
    {{- define "orders.pod" -}}
    {{- if .root.Values.enabled }}
    host: {{ .root.Values.host | quote }}
    {{- end }}
    labels:
      {{- .labels | nindent 2 }}
    {{- end }}
  `)
  expect(printed({ pod: include(pod, { labels: include(labels) }) })).toBe(lines`
    pod:
      {{- include "orders.pod" (dict "root" $ "labels" (include "orders.labels" .)) | trimPrefix "\n" | nindent 2 }}
  `)
})
