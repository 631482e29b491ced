import type { ChartValues, Dependency } from './chart-values.ts'
import { coalesceChart } from './coalesce-chart.ts'
import { coalesceTables, copyTable, isTable, type Table } from './coalesce.ts'
import { valueAt } from '../../values/value-at.ts'
import { type EnabledChart, enableDependencies } from './enable-dependencies.ts'

/** What Helm makes of a chart and values. */
export interface MergedValues {
  /** `.Values` of the chart. */
  readonly values: Table
  /** The chart with the subcharts that the values leave on. */
  readonly enabled: EnabledChart
}

/**
 * What `.Values` of a chart is in Helm, given the values of `-f` files: with the defaults of the
 * chart and of its subcharts that are on, each below its name or alias. Where Helm's versions
 * differ (on null), it is Helm 4.3's. Throws a ChartError where Helm fails.
 */
export function mergeValues(chart: ChartValues, values: Readonly<Table>): Table {
  return mergeChart(chart, values).values
}

/** The same, with the subcharts that are on. */
export function mergeChart(chart: ChartValues, values: Readonly<Table>): MergedValues {
  const enabled = enableDependencies(chart, values)
  return { enabled, values: coalesceChart(withSubchartValues(enabled), values, false) }
}

/** The subcharts, by alias if they have one, that are off. */
export function disabledSubcharts({ chart, subcharts }: EnabledChart): readonly Dependency[] {
  const enabled = new Set(subcharts.map(({ name }) => name))
  return chart.dependencies.filter((one) => !enabled.has(one.alias ?? one.chart.name))
}

/** Helm's import of values leaves the subcharts' defaults in the chart above; nulls hang on it. */
function withSubchartValues(chart: EnabledChart): EnabledChart {
  const merged = { ...chart, subcharts: chart.subcharts.map(withSubchartValues) }
  if (!chart.declaresSubcharts) return merged
  const values = coalesceChart(merged, {}, true)
  coalesceTables(values, importedValues(chart, values), true)
  return { ...merged, values }
}

/** What Chart.yaml takes over from subcharts that are on, the first of them before the others. */
function importedValues({ chart, subcharts }: EnabledChart, values: Readonly<Table>): Table {
  const imported: Table = {}
  const on = new Set(subcharts.map(({ name }) => name))
  for (const { chart: subchart, alias = subchart.name, importValues = [] } of chart.dependencies) {
    if (!on.has(alias)) continue
    for (const one of importValues) {
      const [child, parent] = isTable(one) ? [one['child'], one['parent']] : [`exports.${one}`, '.']
      const found = valueAt(values, [alias, ...String(child).split('.')])
      if (!isTable(found)) continue
      const path = parent === '.' ? [] : String(parent).split('.')
      const placed = path.reduceRight<Table>((inner, key) => ({ [key]: inner }), copyTable(found))
      coalesceTables(imported, placed, true)
    }
  }
  return imported
}
