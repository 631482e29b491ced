import { describe, expect, test } from 'vitest'
import { evaluateDocuments } from '../../src/template/evaluate.ts'
import { goJson } from '../../src/template/go-text.ts'
import { printDocuments, printHelper } from '../../src/template/print.ts'
import { helms } from '../helm.ts'
import { documentsOf, identity, renderChart, sorted } from '../template/render-chart.ts'
import { type Case, drawCase } from './template/case.ts'

const runs = Number(process.env['CHARTWRIGHT_RUNS'] ?? 200)
const seed = Number(process.env['CHARTWRIGHT_SEED'] ?? Date.now() % 1_000_000)

const cases = Array.from({ length: runs }, (_, i) => drawCase(`c${i}`, seed + i))
const values = Object.fromEntries(cases.map((one) => [one.name, one.values]))
const schema = {
  type: 'object',
  properties: Object.fromEntries(cases.map((one) => [one.name, one.schema])),
}
const printed = new Map(cases.map((one) => [one.name, printDocuments(one.documents, schema)]))
const templates = Object.fromEntries(
  cases.flatMap(({ name, helpers }) => [
    [`${name}.yaml`, printed.get(name) ?? ''],
    [`_${name}.tpl`, helpers.map((helper) => printHelper(helper, schema)).join('\n')],
  ]),
)

describe.each(helms)('Helm $version', (helm) => {
  test(`renders what evaluate computes (CHARTWRIGHT_SEED=${seed})`, async () => {
    const rendered = await renderChart(helm, { templates, values })
    const wrong = cases.filter(
      (one) => goJson(expected(one)) !== goJson(documentsOf(rendered.get(`${one.name}.yaml`))),
    )
    const [worst] = wrong.toSorted((a, b) => size(a) - size(b))
    if (worst) {
      const text = rendered.get(`${worst.name}.yaml`) ?? ''
      const context = `${wrong.length} differ\n${seed} ${worst.name}\n${printed.get(worst.name)}\n${templates[`_${worst.name}.tpl`]}\n${JSON.stringify(worst.values)}\n${text}`
      expect(documentsOf(text), context).toEqual(expected(worst))
    }
  }, 120_000)
})

const size = ({ name }: Case): number => (printed.get(name) ?? '').length

function expected({ documents }: Case): readonly unknown[] {
  return sorted(evaluateDocuments(documents, { values, ...identity }))
}
