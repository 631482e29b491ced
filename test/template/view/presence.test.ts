import { describe, expect, test } from 'vitest'
import { at, eq } from '../../../src/template/node/expression.ts'
import { comment, include, mapHelper, mapping, when } from '../../../src/template/node/structure.ts'
import { lines, printed, values } from '../printed.ts'

const { value, each, when: whenValue, unless } = values

describe('a key is left out with its value', () => {
  test('which needs one of several conditions', () => {
    expect(
      printed({
        env: [
          whenValue('enabled', 1),
          each('hosts', (host) => host),
          when(eq(value('mode'), 'one'), 2),
        ],
      }),
    ).toBe(
      lines`
        {{- if or .Values.enabled .Values.hosts (eq .Values.mode "one") }}
        env:
          {{- if .Values.enabled }}
          - 1
          {{- end }}
          {{- range $host := .Values.hosts }}
          - {{ $host | quote }}
          {{- end }}
          {{- if eq .Values.mode "one" }}
          - 2
          {{- end }}
        {{- end }}
      `,
    )
  })

  test('at every level', () => {
    expect(printed({ a: { b: { c: whenValue('enabled', 1) } }, d: 1 })).toBe(lines`
      {{- if .Values.enabled }}
      a:
        b:
          c: 1
      {{- end }}
      d: 1
    `)
  })

  test('but not while something is left of it in any case', () => {
    expect(
      printed({ a: { b: whenValue('enabled', 1, 2) }, c: { d: whenValue('enabled', 1), e: 1 } }),
    ).toBe(lines`
      a:
        {{- if .Values.enabled }}
        b: 1
        {{- else }}
        b: 2
        {{- end }}
      c:
        {{- if .Values.enabled }}
        d: 1
        {{- end }}
        e: 1
    `)
  })

  test('also when it stands in a list', () => {
    expect(printed({ list: [1, { a: value('labels') }] })).toBe(lines`
      list:
        - 1
        {{- with .Values.labels }}
        - a:
            {{- toYaml . | nindent 6 }}
        {{- end }}
    `)
  })

  test('and so is a helper without entries', () => {
    const labels = mapHelper<object>('x.labels', 'Labels.', mapping<object>(value('labels')))
    const none = mapHelper<object>('x.none', 'Nothing.', {})
    expect(printed({ a: include(labels), b: mapping<object>(include(none)), c: include(none) }))
      .toBe(lines`
      {{- if .Values.labels }}
      a:
        {{- include "x.labels" . | nindent 2 }}
      {{- end }}
      c:
        {{- include "x.none" . | nindent 2 }}
    `)
  })

  test('and a map of comments only', () => {
    expect(printed({ a: mapping<object>(comment('nothing')), b: 1 })).toBe('b: 1\n')
  })
})

describe('conditions are simplified', () => {
  test('when one contains another', () => {
    const both = { c: whenValue('host', 1), d: 2 }
    expect(
      printed({
        a: { b: whenValue('enabled', { c: whenValue('host', 1) }), d: whenValue('enabled', 2) },
      }),
    ).toContain('{{- if .Values.enabled }}\na:\n')
    expect(printed({ a: whenValue('enabled', both) })).toContain('{{- if .Values.enabled }}\na:\n')
  })

  test('when they share one', () => {
    expect(
      printed({ a: { b: whenValue('enabled', { c: whenValue('host', 1), d: value('labels') }) } }),
    ).toContain('{{- if and .Values.enabled (or .Values.host .Values.labels) }}\na:\n')
  })

  test('when one is the opposite of another', () => {
    expect(
      printed({
        a: { b: unless('enabled', { c: whenValue('host', 1) }), d: whenValue('enabled', 1) },
      }),
    ).toContain('{{- if or .Values.host .Values.enabled }}\na:\n')
  })
})

test('what a loop leaves out of its own entries cannot be known before it', () => {
  expect(
    printed({
      list: [each('tolerations', (one) => when(eq(at(one, 'operator'), 'Exists'), at(one, 'key')))],
    }),
  ).toContain('{{- if .Values.tolerations }}\nlist:\n')
})
