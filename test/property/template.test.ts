import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { evaluateDocuments } from '../../src/template/evaluate/evaluate.ts'
import { digestMark } from '../../src/template/evaluate/functions.ts'
import { printDocuments, printHelper } from '../../src/template/print/print.ts'
import { scope } from '../../src/template/node/scope.ts'
import { include, mapHelper, mapping, when } from '../../src/template/node/structure.ts'
import type { Tool } from '../../src/verify/tools/find-family.ts'
import { parseDocuments } from '../../src/helm/yaml/parse.ts'
import { helms } from '../helm.ts'
import { anyLiteral } from './any-literal.ts'
import { anyTemplate, printed, type TemplateCase } from './any-template.ts'
import { anyValues, emptyValues, fullValues, schema } from './any-values.ts'
import { chart, release, renderChart, type TemplateFiles } from './template-chart.ts'

const { value } = scope<{ readonly free: Readonly<Record<string, string>> }>()

/** Each run is a chart of many files, so that Helm starts once for all of them. */
const runs = { numRuns: Number(process.env['PROPERTY_RUNS'] ?? 5) }

const many = <T>(one: fc.Arbitrary<T>, maxLength: number): fc.Arbitrary<readonly T[]> =>
  fc.array(one, { minLength: 1, maxLength, size: 'max' })

function files<T>(cases: readonly T[], print: (one: T) => string): TemplateFiles {
  return Object.fromEntries(cases.map((one, i) => [`case-${i}.yaml`, print(one)]))
}

/** Only Helm has the text that it takes digests of. */
const withoutDigests = (text: string): string => text.replace(/\b[0-9a-f]{64}\b/g, digestMark)

async function expectEqual(
  helm: Tool,
  cases: readonly TemplateCase[],
  values: readonly Readonly<Record<string, unknown>>[],
): Promise<void> {
  const rendered = await renderChart(
    helm,
    { 'other.yaml': 'kind: Other\n', ...files(cases, printed) },
    values,
  )
  rendered.forEach((texts, round) => {
    const input = { values: values[round] ?? {}, schema, release, chart }
    cases.forEach(({ documents }, i) => {
      const helmSays = parseDocuments(withoutDigests(texts[`case-${i}.yaml`] ?? ''))
      expect(helmSays).toEqual(evaluateDocuments(documents, input))
    })
  })
}

describe.each(helms)('Helm $version', (helm) => {
  test('any literal survives the printer, Helm and YAML', { timeout: 600_000 }, async () => {
    const property = fc.asyncProperty(many(anyLiteral, 200), async (literals) => {
      const print = (literal: unknown): string => printDocuments([{ literal }], {})
      const [rendered = {}] = await renderChart(helm, files(literals, print))
      literals.forEach((literal, i) => {
        expect(parseDocuments(rendered[`case-${i}.yaml`] ?? '')).toEqual([{ literal }])
      })
    })
    await fc.assert(property, runs)
  })

  test('blank lines that end a text survive at the end of a document', async () => {
    const inner = mapHelper('probe.free', 'Ends as the values do.', mapping<object>(value('free')))
    const documents = [
      { kind: 'A', data: value('free') },
      { kind: 'B', data: include(inner) },
      mapping<object>({ kind: 'C' }, value('free')),
      when(value('free'), { kind: 'D', data: value('free') }),
    ]
    const text = printHelper(inner, schema) + printDocuments(documents, schema)
    const values = [
      { free: { text: 'a\n' } },
      { free: { text: 'a\n\n' } },
      { free: { text: 'a\n\n\n' } },
    ]
    const rendered = await renderChart(
      helm,
      { 'all.yaml': text, 'next.yaml': 'kind: Next\n' },
      values,
    )
    rendered.forEach((texts, round) => {
      const input = { values: values[round] ?? {}, schema, release, chart }
      expect(parseDocuments(texts['all.yaml'] ?? '')).toEqual(evaluateDocuments(documents, input))
    })
  })

  test('evaluate equals helm template for any template', { timeout: 600_000 }, async () => {
    const property = fc.asyncProperty(
      many(anyTemplate, 100),
      anyValues,
      async (templates, values) => {
        await expectEqual(helm, templates, [values, emptyValues, fullValues])
      },
    )
    await fc.assert(property, runs)
  })
})

test('no printed line ends with a blank or holds a tab', () => {
  const property = fc.property(anyTemplate, (template) => {
    expect(printed(template)).not.toMatch(/[ \t]$|\t/m)
  })
  fc.assert(property, { ...runs, numRuns: 100 * runs.numRuns })
})
