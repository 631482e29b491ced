import { expect, test } from 'vitest'
import { and, eq, not, or } from '../../../src/template/node/expression.ts'
import { mapping, optional, when } from '../../../src/template/node/structure.ts'
import { lines, printed, values } from '../printed.ts'

const { value, when: whenValue, unless } = values

test('a field stands under its condition', () => {
  expect(
    printed({ replicas: unless('enabled', value('replicas')), paused: whenValue('enabled', true) }),
  ).toBe(lines`
    {{- if not .Values.enabled }}
    replicas: {{ .Values.replicas | int64 }}
    {{- else }}
    paused: true
    {{- end }}
  `)
})

test('what reads nothing but the condition stands in a with', () => {
  expect(
    printed({
      host: optional(value('host')),
      image: when(value('image.tag'), { tag: value('image.tag') }),
    }),
  ).toBe(
    lines`
      {{- with .Values.host }}
      host: {{ . | quote }}
      {{- end }}
      {{- with .Values.image.tag }}
      image:
        tag: {{ . | quote }}
      {{- end }}
    `,
  )
})

test('in a with, everything else is found from the root', () => {
  const tag = value('image.tag')
  expect(printed({ image: when(tag, { tag, pull: 'Always' }), host: when(tag, value('host')) }))
    .toBe(lines`
    {{- if .Values.image.tag }}
    image:
      tag: {{ .Values.image.tag | quote }}
      pull: Always
    host: {{ .Values.host | quote }}
    {{- end }}
  `)
})

test('neighbours under one condition share one if', () => {
  const isOne = eq(value('mode'), 'one')
  expect(printed({ a: when(isOne, 1), b: when(isOne, 2, 3), c: 4, d: when(isOne, 5) })).toBe(lines`
    {{- if eq .Values.mode "one" }}
    a: 1
    b: 2
    {{- else }}
    b: 3
    {{- end }}
    c: 4
    {{- if eq .Values.mode "one" }}
    d: 5
    {{- end }}
  `)
})

test('a choice among more than two is a chain of else if', () => {
  expect(
    printed({
      kind: when(
        eq(value('mode'), 'one'),
        'One',
        whenValue('enabled', 'Many', whenValue('host', value('host'))),
      ),
    }),
  ).toBe(lines`
    {{- if eq .Values.mode "one" }}
    kind: One
    {{- else if .Values.enabled }}
    kind: Many
    {{- else if .Values.host }}
    kind: {{ .Values.host | quote }}
    {{- end }}
  `)
})

test('what is known is not asked again', () => {
  expect(
    printed({
      spec: whenValue('enabled', {
        a: whenValue('enabled', 1, 2),
        b: unless('enabled', 3),
        c: when(and(value('enabled'), value('host')), 4),
        d: when(or(value('enabled'), value('host')), 5),
      }),
    }),
  ).toBe(lines`
    {{- if .Values.enabled }}
    spec:
      a: 1
      {{- if .Values.host }}
      c: 4
      {{- end }}
      {{- if or .Values.enabled .Values.host }}
      d: 5
      {{- end }}
    {{- end }}
  `)
})

test('what stands in an else knows that the condition does not hold', () => {
  expect(
    printed({
      a: when(or(value('enabled'), value('host')), 1, {
        b: whenValue('enabled', 2),
        c: unless('host', 3),
      }),
    }),
  ).toBe(
    lines`
      {{- if or .Values.enabled .Values.host }}
      a: 1
      {{- else }}
      a:
        c: 3
      {{- end }}
    `,
  )
})

test('a branch without anything in it is left out', () => {
  expect(
    printed(
      mapping<object>({ a: 1 }, when(value('enabled'), {}), when(value('host'), {}, { b: 2 })),
    ),
  ).toBe(lines`
    a: 1
    {{- if not .Values.host }}
    b: 2
    {{- end }}
  `)
})

test('a double negation is none', () => {
  expect(printed({ a: when(not(not(value('enabled'))), { b: whenValue('enabled', 1) }) }))
    .toBe(lines`
    {{- if not (not .Values.enabled) }}
    a:
      b: 1
    {{- end }}
  `)
})
