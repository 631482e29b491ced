import { expect, test } from 'vitest'
import { omit, raw } from '../../../src/template/node/expression.ts'
import { comment, mapping, when } from '../../../src/template/node/structure.ts'
import { lines, printed, values } from '../printed.ts'

const { value, each } = values

test('a free-form map is a value', () => {
  expect(
    printed({
      spec: { nodeSelector: value('labels'), tolerations: value('tolerations'), type: 'a' },
    }),
  ).toBe(lines`
    spec:
      {{- with .Values.labels }}
      nodeSelector:
        {{- toYaml . | nindent 4 }}
      {{- end }}
      {{- with .Values.tolerations }}
      tolerations:
        {{- toYaml . | nindent 4 }}
      {{- end }}
      type: a
  `)
})

test('a free-form map is a part of another one', () => {
  expect(
    printed({
      labels: mapping<object>({ a: 1 }, value('labels'), when(value('enabled'), { b: 2 })),
    }),
  ).toBe(lines`
    labels:
      a: 1
      {{- with .Values.labels }}
      {{- toYaml . | nindent 2 }}
      {{- end }}
      {{- if .Values.enabled }}
      b: 2
      {{- end }}
  `)
})

test('an item of a list may be a free-form map', () => {
  expect(
    printed({
      list: [value('labels'), each('sidecars', (body, name) => mapping<object>({ name }, body))],
    }),
  ).toBe(lines`
    list:
      - {{- toYaml .Values.labels | nindent 4 }}
      {{- range $name, $sidecar := .Values.sidecars }}
      - name: {{ $name | quote }}
        {{- with $sidecar }}
        {{- toYaml . | nindent 4 }}
        {{- end }}
      {{- end }}
  `)
})

test('an item that begins with an action stands below its dash', () => {
  expect(printed({ list: [mapping<object>(value('labels'), { a: 1 }), [1, [2]]] })).toBe(lines`
    list:
      -
        {{- with .Values.labels }}
        {{- toYaml . | nindent 4 }}
        {{- end }}
        a: 1
      - - 1
        - - 2
  `)
})

test('a comment stands before its entry, and is no template', () => {
  expect(
    printed(
      mapping<object>(comment('Why {{ .Values.x }}\n\nand how\t\u2028#'), {
        list: [comment('first'), 1, mapping<object>(comment('item'), { a: 1 })],
      }),
    ),
  ).toBe(lines`
    # Why {{ "{{" }} .Values.x }}
    #
    # and how  #
    list:
      # first
      - 1
      # item
      - a: 1
  `)
})

test('fields that are undefined are no fields', () => {
  expect(printed({ a: undefined, b: { c: undefined }, d: [undefined], e: mapping<object>() }))
    .toBe(lines`
    b: {}
    d: []
    e: {}
  `)
})

test.each([
  ['a list cannot be a part of a map', mapping<object>([1] as never)],
  ['text cannot be a part of a map', mapping<object>('text' as never)],
])('%s', (message, document) => {
  expect(() => printed(document)).toThrow(new TypeError(message))
})

test('a map without some of its keys is left out with them, and a raw one never', () => {
  const some = omit(value('image'), 'tag')
  const whole = raw('map', (image: unknown) => image)`${value('image')}`
  expect(printed({ a: mapping<object>(some), b: whole })).toBe(lines`
    {{- with omit .Values.image "tag" }}
    a:
      {{- toYaml . | nindent 2 }}
    {{- end }}
    b:
      {{- toYaml .Values.image | nindent 2 }}
  `)
})
