import { expect, test } from 'vitest'
import { at, eq, fail } from '../../../src/template/node/expression.ts'
import { printDocuments } from '../../../src/template/print/print.ts'
import { when } from '../../../src/template/node/structure.ts'
import { lines, schema, values } from '../printed.ts'

const { each, when: whenValue, unless } = values

const file = (...documents: readonly unknown[]): string => printDocuments(documents, schema)

test('a rule stands before every document but the first', () => {
  expect(file({ kind: 'A' }, { kind: 'B' })).toBe(lines`
    kind: A
    ---
    kind: B
  `)
})

test('documents under a condition bring their rule along', () => {
  expect(
    file(
      whenValue('enabled', { kind: 'A' }),
      whenValue('enabled', { kind: 'B' }),
      unless('host', { kind: 'C' }),
    ),
  ).toBe(lines`
    {{- if .Values.enabled }}
    kind: A
    ---
    kind: B
    {{- end }}
    {{- if not .Values.host }}
    ---
    kind: C
    {{- end }}
  `)
})

test('documents of a loop repeat, so each has its rule', () => {
  expect(
    file(
      each('hosts', (host) => ({ kind: 'A', host })),
      each('sidecars', (object) => object),
    ),
  ).toBe(lines`
    {{- range $host := .Values.hosts }}
    ---
    kind: A
    host: {{ $host | quote }}
    {{- end }}
    {{- range $sidecar := .Values.sidecars }}
    ---
    {{ toYaml $sidecar }}
    # end {{- /* so that Helm keeps blank lines before it */}}
    {{- end }}
  `)
})

test('a failure is an action of its own, and no document', () => {
  expect(file(unless('host', fail('set the "host"')), { kind: 'A' })).toBe(lines`
    {{- if not .Values.host }}
    {{- fail "set the \"host\"" }}
    {{- end }}
    kind: A
  `)
})

test('only a map is a document', () => {
  expect(() => file('a')).toThrow(new TypeError('a cannot stand where a map must be'))
})

test('documents of a group share their condition or loop', () => {
  expect(
    file(
      whenValue('enabled', [{ kind: 'A' }, { kind: 'B' }]),
      each('volumes', (volume, name) => [
        when(eq(name, 'a'), fail('no a')),
        when(eq(at(volume, 'size'), '1'), fail('no 1')),
      ]),
    ),
  ).toBe(lines`
    {{- if .Values.enabled }}
    kind: A
    ---
    kind: B
    {{- end }}
    {{- range $name, $volume := .Values.volumes }}
    {{- if eq $name "a" }}
    {{- fail "no a" }}
    {{- end }}
    {{- if eq $volume.size "1" }}
    {{- fail "no 1" }}
    {{- end }}
    {{- end }}
  `)
})
