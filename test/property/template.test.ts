import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { printDocuments } from '../../src/template/print.ts'
import { parseDocuments } from '../../src/yaml/parse.ts'
import { helms } from '../helm.ts'
import { anyLiteral } from './any-literal.ts'
import { renderChart, type TemplateFiles } from './template-chart.ts'

/** Each run is a chart of many files, so that Helm starts once for all of them. */
const runs = { numRuns: Number(process.env['PROPERTY_RUNS'] ?? 5) }

const many = <T>(case_: fc.Arbitrary<T>): fc.Arbitrary<readonly T[]> =>
  fc.array(case_, { minLength: 1, maxLength: 200, size: 'max' })

const files = <T>(cases: readonly T[], print: (one: T) => string): TemplateFiles =>
  Object.fromEntries(cases.map((one, i) => [`case-${i}.yaml`, print(one)]))

describe.each(helms)('Helm $version', (helm) => {
  test('any literal survives the printer, Helm and YAML', { timeout: 600_000 }, async () => {
    const property = fc.asyncProperty(many(anyLiteral), async (literals) => {
      const print = (literal: unknown): string => printDocuments([{ literal }], {})
      const [rendered = {}] = await renderChart(helm, files(literals, print))
      literals.forEach((literal, i) => {
        expect(parseDocuments(rendered[`case-${i}.yaml`] ?? '')).toEqual([{ literal }])
      })
    })
    await fc.assert(property, runs)
  })
})
