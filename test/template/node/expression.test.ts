import { describe, expect, test } from 'vitest'
import {
  add,
  and,
  at,
  base64,
  chart,
  choose,
  defaultTo,
  eq,
  gt,
  join,
  json,
  length,
  lt,
  mul,
  ne,
  not,
  or,
  quote,
  raw,
  release,
  replace,
  required,
  sha256,
  sub,
  templateFile,
  text,
  truncate,
  urlEncode,
} from '../../../src/template/node/expression.ts'
import type { Expr } from '../../../src/template/node/templated.ts'
import { printed, values } from '../printed.ts'

const { value } = values

/** The action behind the key, without its braces. */
function action(expression: Expr<unknown>): string {
  return printed({ key: expression }).replace(/^key: (.*)\n$/s, '$1')
}

describe('a value prints by its type', () => {
  test.each<[string, Expr<unknown>]>([
    ['{{ .Values.host | quote }}', value('host')],
    ['{{ .Values.mode | quote }}', value('mode')],
    ['{{ .Values.replicas | int64 }}', value('replicas')],
    ['{{ .Values.ratio | toJson }}', value('ratio')],
    ['{{ .Values.enabled }}', value('enabled')],
    ['{{ .Values.maxSurge | toJson }}', value('maxSurge')],
    ['{{ .Values.volumes.data.gigabytes | int64 }}', value('volumes.data.gigabytes')],
    ['{{ (index .Values "extra-env").A | quote }}', value('extra-env.A')],
    ['{{ .Chart.Version | quote }}', chart.version],
  ])('%s', (expected, expression) => {
    expect(action(expression)).toBe(expected)
  })
})

describe('text', () => {
  test.each<[string, Expr<unknown>]>([
    ['plain', text`plain`],
    ['"no"', text`no`],
    ['{{ .Release.Name }}-orders', text`${release.name}-orders`],
    ['{{ .Release.Name | quote }}', release.name],
    ['{{ printf "0x%s" .Release.Name | quote }}', text`0x${release.name}`],
    ['{{ .Values.replicas | int64 | quote }}', text`${value('replicas')}`],
    ['{{ .Values.ratio | toJson | quote }}', text`${value('ratio')}`],
    ['{{ .Values.enabled | quote }}', text`${value('enabled')}`],
    [
      '{{ printf "100%% %s:%d %s %t" .Values.host (int64 .Values.replicas) (toJson .Values.ratio) .Values.enabled | quote }}',
      text`100% ${value('host')}:${value('replicas')} ${value('ratio')} ${value('enabled')}`,
    ],
    ['{{ printf "\\"%s\\"\\n" .Values.host | quote }}', text`"${value('host')}"${'\n'}`],
    ['{{ printf "ab%s" .Values.host | quote }}', text`a${text`b${value('host')}`}`],
  ])('%s', (expected, expression) => {
    expect(action(expression)).toBe(expected)
  })

  test.each<[string, Expr<never>]>([
    ['labels is a map: it cannot stand in a text', value('labels') as Expr<never>],
    ['hosts is a list: it cannot stand in a text', value('hosts') as Expr<never>],
    [
      'maxSurge may be integer or string: it cannot stand in a text',
      value('maxSurge') as Expr<never>,
    ],
  ])('%s', (message, hole) => {
    expect(() => printed({ key: text`a${hole}` })).toThrow(new TypeError(message))
  })
})

describe('a comparison compares equal types of Go', () => {
  test.each<[string, Expr<boolean>]>([
    ['{{ eq .Values.mode "one" }}', eq(value('mode'), 'one')],
    ['{{ eq .Values.enabled true }}', eq(value('enabled'), true)],
    ['{{ ne (int64 .Values.replicas) 1 }}', ne(value('replicas'), 1)],
    [
      '{{ gt (len .Values.ports) (int64 .Values.replicas) }}',
      gt(length(value('ports')), value('replicas')),
    ],
    ['{{ lt (float64 .Values.ratio) 1.0 }}', lt(value('ratio'), 1)],
    [
      '{{ gt (float64 .Values.replicas) (float64 .Values.ratio) }}',
      gt(value('replicas'), value('ratio')),
    ],
    ['{{ eq (toJson .Values.maxSurge) "\\"25%\\"" }}', eq(value('maxSurge'), '25%')],
    ['{{ eq (toJson .Values.maxSurge) "1" }}', eq(value('maxSurge'), 1)],
  ])('%s', (expected, expression) => {
    expect(action(expression)).toBe(expected)
  })
})

describe('a function prints as authors write it', () => {
  test.each<[string, Expr<unknown>]>([
    ['{{ not .Values.enabled }}', not(value('enabled'))],
    [
      '{{ and .Values.enabled (not (or .Values.host .Values.labels)) }}',
      and(value('enabled'), not(or(value('host'), value('labels')))),
    ],
    ['{{ .Values.host | default "localhost" | quote }}', defaultTo(value('host'), 'localhost')],
    ['{{ .Values.replicas | default 2 | int64 }}', defaultTo(value('replicas'), 2)],
    [
      '{{ .Values.host | required "set the host" | quote }}',
      required('set the host', value('host')),
    ],
    ['{{ ternary "a" "b" .Values.enabled | quote }}', choose(value('enabled'), 'a', 'b')],
    [
      '{{ ternary .Values.replicas 1 (not (empty .Values.host)) | int64 }}',
      choose(value('host'), value('replicas'), 1),
    ],
    ['{{ add .Values.replicas 1 }}', add(value('replicas'), 1)],
    ['{{ mul 2 (sub .Values.replicas 1) }}', mul(2, sub(value('replicas'), 1))],
    [
      '{{ include (print .Template.BasePath "/configmap.yaml") (omit . "Chart") | sha256sum | trunc 8 | quote }}',
      truncate(8, sha256(templateFile('configmap.yaml'))),
    ],
    ['{{ .Values.host | b64enc | quote }}', base64(value('host'))],
    [
      '{{ printf "%s:1" .Values.host | urlquery | replace "+" "%20" | quote }}',
      urlEncode(text`${value('host')}:1`),
    ],
    ['{{ .Values.host | replace "." "-" | quote }}', replace('.', '-', value('host'))],
    ['{{ .Values.hosts | join "," | quote }}', join(',', value('hosts'))],
    ['{{ .Values.host | quote | quote }}', quote(value('host'))],
    ['{{ .Values.labels | toJson | quote }}', json(value('labels'))],
  ])('%s', (expected, expression) => {
    expect(action(expression)).toBe(expected)
  })
})

describe('a raw expression', () => {
  test('has its holes as arguments', () => {
    const port = raw<number>(
      'integer',
      (a: number) => a % 7,
    )`mod ${add(value('replicas'), 1)} ${value('extra-env.A')}`
    expect(action(port)).toBe(
      '{{ mod (add .Values.replicas 1) (index .Values "extra-env").A | int64 }}',
    )
  })

  test('takes no text for a part of itself', () => {
    const hole = text`" | fail "`
    const shout = raw<string>('string', String)`upper ${hole}`
    expect(action(shout)).toBe('{{ upper "\\" | fail \\"" | quote }}')
  })
})

test('a path follows values, entries and arguments only', () => {
  const constructed = text`a${value('host')}` as unknown as Expr<{ readonly tag: string }>
  expect(() => at(constructed, 'tag')).toThrow(
    new TypeError('a path cannot follow a text expression'),
  )
})

test.each([
  [() => eq(value('host'), undefined as never), 'undefined cannot be an operand'],
  [() => add(value('replicas'), Number.NaN), 'NaN cannot be an operand'],
  [() => text`${[] as never}`, 'a list cannot be an operand'],
  [() => replace('', 'a', value('host')), 'an empty text occurs everywhere'],
])('%#: wrong operands are refused', (build, message) => {
  expect(build).toThrow(TypeError)
  expect(build).toThrow(message)
})
