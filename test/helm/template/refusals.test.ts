import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { failures } from '../../../src/template/evaluate/failures.ts'
import { fail, text } from '../../../src/template/node/expression.ts'
import type { Helper } from '../../../src/template/node/node.ts'
import { printDocuments, printHelper } from '../../../src/template/print/print.ts'
import { judgeTemplate, named, type Refusal } from '../../../src/helm/template/refusals.ts'
import { each, when } from '../../../src/template/node/structure.ts'
import { anyCollection } from '../../property/any-block.ts'
import { anyCondition, anyWord } from '../../property/any-expression.ts'
import { anyValues, schema } from '../../property/any-values.ts'
import { innerNames, type Make, type Names, rootNames } from '../../property/names.ts'
import { chart, release } from '../../property/template-chart.ts'

const refusals = (...args: Parameters<typeof judgeTemplate>): readonly Refusal[] =>
  judgeTemplate(...args).refusals

const dot = (values: unknown): unknown => ({
  Values: values,
  Release: { Name: release.name, Namespace: release.namespace, Service: 'Helm' },
  Chart: { Name: chart.name, Version: chart.version, AppVersion: chart.appVersion },
})

const anyCheck: fc.Arbitrary<Make<unknown>> = fc.tuple(anyCondition, anyWord).map(
  ([condition, word]) =>
    (names) =>
      when(condition(names), fail(text`refused: ${word(names)}` as never), fail('not "refused"')),
)

const anyLoop: fc.Arbitrary<Make<unknown>> = fc.tuple(anyCollection, anyCheck).map(
  ([[kind, over], check]) =>
    (names) =>
      each<unknown, unknown>(over(names), (item, name) =>
        check(innerNames(names, kind, item, name)),
      ),
)

/** The documents that a check makes, and the helpers that it uses. */
function made(check: Make<unknown>): {
  readonly documents: readonly unknown[]
  readonly helpers: readonly Helper[]
} {
  const helpers: Helper[] = []
  let count = 0
  const define: Names['define'] = (make) => {
    const helper = make(`helper-${count++}`)
    helpers.push(helper)
    return helper
  }
  return { documents: [check(rootNames(define))], helpers }
}

test('all checks of a named template are read where it is included', () => {
  const checks = `{{ define "checks" }}
    {{- if .on }}{{ fail "it is on" }}{{ end }}
    {{- range .list }}{{ include "inner" . }}{{ end }}
  {{ end }}
  {{ define "inner" }}{{ fail (print "there is " .) }}{{ end }}`
  const text = `a: b
{{ include "checks" (dict "on" true "list" .Values.list) }}`
  const found = refusals(text, dot({ list: ['a', 'b'] }), named([checks]))
  expect(found.map(({ message }) => message)).toEqual(['it is on', 'there is a', 'there is b'])
})

test('checks are read back from the templates that they are printed to', () => {
  let unread = 0
  fc.assert(
    fc.property(fc.oneof(anyCheck, anyLoop), anyValues, (check, values) => {
      const { documents, helpers } = made(check)
      const include = named(helpers.map((helper) => printHelper(helper, schema)))
      const printed = printDocuments(documents, schema)
      const found = refusals(printed, dot(values), include)
      if (found.some(({ is }) => is === 'unread')) return void unread++
      const [first] = failures(documents, { values, schema, release, chart })
      const messages = found.map(({ message }) => message)
      if (first === undefined) expect(messages, printed).toEqual([])
      else expect(messages, printed).toContain(first) // Helm stops at the first
    }),
    { numRuns: 1000 },
  )
  expect(unread).toBeLessThan(200)
})

test('a function that is not known is said to be beyond us', () => {
  const text = '{{ $x := lookup "v1" }}\n\n{{ if getHostByName "a" }}\n{{ fail "x" }}{{ end }}'
  expect(refusals(text, {})).toEqual([
    { is: 'unread', message: 'the function getHostByName', offset: 0 },
  ])
})
