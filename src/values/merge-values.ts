import type { ChartValues } from './chart-values.ts'
import { coalesceChart } from './coalesce-chart.ts'
import type { Table } from './coalesce.ts'
import { type EnabledChart, enableDependencies } from './enable-dependencies.ts'

/**
 * What `.Values` of a chart is in Helm, given the values of `-f` files: with the defaults of the
 * chart and of its subcharts that are on, each below its name or alias. Where Helm's versions
 * differ (on null), it is Helm 4.3's. Throws a ChartError where Helm fails. Values that Chart.yaml
 * imports from subcharts (`import-values`) are not followed.
 */
export function mergeValues(chart: ChartValues, values: Readonly<Table>): Table {
  return coalesceChart(withSubchartValues(enableDependencies(chart, values)), values, false)
}

/** Names the subcharts, by alias if they have one, that the values turn off. */
export function disabledSubcharts(chart: ChartValues, values: Readonly<Table>): readonly string[] {
  const { subcharts } = enableDependencies(chart, values)
  const enabled = new Set(subcharts.map(({ name }) => name))
  const declared = chart.dependencies.map((one) => one.alias ?? one.chart.name)
  return declared.filter((name) => !enabled.has(name))
}

/** Helm's import of values leaves the subcharts' defaults in the chart above; nulls hang on it. */
function withSubchartValues(chart: EnabledChart): EnabledChart {
  const merged = { ...chart, subcharts: chart.subcharts.map(withSubchartValues) }
  if (!chart.declaresSubcharts) return merged
  return { ...merged, values: coalesceChart(merged, {}, true) }
}
