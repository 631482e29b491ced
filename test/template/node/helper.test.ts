import { expect, test } from 'vitest'
import {
  at,
  chart,
  choose,
  defaultTo,
  release,
  sha256,
  templateFile,
  text,
} from '../../../src/template/node/expression.ts'
import {
  include,
  mapHelper,
  mapping,
  parametricHelper,
  parametricMapHelper,
  textHelper,
  when,
} from '../../../src/template/node/structure.ts'
import type { Expr } from '../../../src/template/node/templated.ts'
import { lines, printed, printedHelper, values } from '../printed.ts'

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

test('a helper that reads nothing of the root does not get it', () => {
  const helper = parametricHelper<{ port: number }>(
    'orders.port',
    'A port.',
    { port: { type: 'integer' } },
    ({ port }) => choose(port, text`:${port}`, ''),
  )
  expect(printedHelper(helper)).toContain('\n{{ with .port }}:{{ . | int64 }}{{ end }}\n')
  expect(printed({ port: include(helper, { port: value('replicas') }) })).toBe(lines`
    port: {{ include "orders.port" (dict "port" .Values.replicas) | quote }}
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
    size: {{ .volume.size | toJson }}
    {{- if .volume.gigabytes }}
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
        {{- include "orders.volume" (dict "volume" $volume) | nindent 4 }}
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
