import { join } from 'node:path'
import { expect, test } from 'vitest'
import { everyFeature } from '../../scripts/bench/every-feature.ts'
import { loadChart } from '../../src/helm/chart/load-chart.ts'
import { loadValues } from '../../src/values/read-values.ts'
import type { Value, Values } from '../../src/values/value.ts'
import { validateValues } from '../../src/validate/validate-values.ts'
import { mapBounded } from '../../src/verify/map-bounded.ts'
import { writeDefaultChart } from '../chart/default-chart.ts'
import { seed } from '../seed.ts'
import { plan } from '../default-project.ts'
import { newestHelm, runTemplate } from '../helm.ts'
import { temporaryFolder } from '../temporary-folder.ts'

/** Every map and every value, as the path of its keys. */
function pathsIn(values: Value, path: readonly string[] = []): readonly (readonly string[])[] {
  if (typeof values !== 'object' || Array.isArray(values)) return [path]
  const inside = Object.entries(values).flatMap(([key, value]) => pathsIn(value, [...path, key]))
  return path.length === 0 ? inside : [path, ...inside]
}

/** Those of orders and of what is no service, of which the others are copies. */
const paths = pathsIn(plan.defaults).filter(
  ([first = '']) =>
    first === 'orders' ||
    plan.charts.every(
      ({ name, resolved }) => name !== first || resolved.component.kind !== 'service',
    ),
)
const features = everyFeature(plan) // so that most of what reads a value is rendered
const every = Number(process.env['CHARTWRIGHT_EVERY'] ?? 12)
const found = ['postgresql.config.shared_buffers', 'resourceQuota.hard'] // what earlier runs had wrong
const some = paths.filter(
  (path, index) => index % every === seed % every || found.includes(path.join('.')),
)

test(
  `a null in each of ${some.length} places has Helm's verdict; CHARTWRIGHT_EVERY=1 is all ${paths.length}`,
  { timeout: 30_000 + some.length * 2_000 },
  async () => {
    const folder = writeDefaultChart()
    const chart = loadChart(join(folder, 'chart'))
    const differing = await mapBounded(some, 2, async (path) => {
      const values = path.reduceRight<unknown>((inner, key) => ({ [key]: inner }), null) as Values
      const layers = [features, values].map((one) => JSON.stringify(one))
      const given = temporaryFolder(
        Object.fromEntries(layers.map((text, n) => [`${n}.yaml`, text])),
      )
      const files = layers.map((_, n) => join(given, `${n}.yaml`))
      const { exitCode, stderr } = await runTemplate(newestHelm(), join(folder, 'chart'), ...files)
      const { valid, problems } = validateValues(chart, loadValues(files))
      const isOpen = problems.some(({ code }) => code === 'chart-check-unread')
      return valid === (exitCode === 0) && !isOpen ? [] : [`${path.join('.')}: ${stderr}`]
    })
    expect(differing.flat()).toEqual([])
  },
)
