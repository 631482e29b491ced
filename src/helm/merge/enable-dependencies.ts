import type { ChartValues, Dependency } from './chart-values.ts'
import { coalesceChart, type NamedChart } from './coalesce-chart.ts'
import { get, isTable, type Table } from './coalesce.ts'
import { valueAt } from '../../values/value-at.ts'

/** A chart after Helm has looked at its conditions and tags. */
export interface EnabledChart extends NamedChart {
  readonly chart: ChartValues
  readonly subcharts: readonly EnabledChart[]
  /** Whether a subchart that Chart.yaml declares is left. */
  readonly declaresSubcharts: boolean
}

/**
 * Gives subcharts their aliases and leaves out those that the values turn off. Like Helm, it reads
 * the conditions of a subchart's own subcharts from the values of the whole chart.
 */
export function enableDependencies(
  chart: ChartValues,
  values: Readonly<Table>,
  name: string = chart.name,
  path = '',
): EnabledChart {
  if (chart.dependencies.length === 0) return asLoaded(chart, name)
  const candidates: readonly Candidate[] = [
    ...(chart.undeclared ?? []).map((undeclared) => ({
      chart: undeclared,
      name: undeclared.name,
      isDeclared: false,
    })),
    ...chart.dependencies.map((one) => ({
      ...one,
      name: one.alias ?? one.chart.name,
      isDeclared: true,
    })),
  ]
  const subcharts = candidates.map((one) => asLoaded(one.chart, one.name))
  const all = coalesceChart({ name, values: chart.values, subcharts }, values, false)
  const enabled = candidates.filter((candidate) => isEnabled(candidate, all, path))
  return {
    name,
    chart,
    values: chart.values,
    subcharts: enabled.map((one) =>
      enableDependencies(one.chart, all, one.name, `${path}${one.name}.`),
    ),
    declaresSubcharts: enabled.some(({ isDeclared }) => isDeclared),
  }
}

type Candidate = Dependency & { readonly name: string; readonly isDeclared: boolean }

/** A chart as its folder has it: every subchart once, under its own name. */
function asLoaded(chart: ChartValues, name: string): EnabledChart {
  const declared = chart.dependencies.map((dependency) => dependency.chart)
  const inside = new Set([...(chart.undeclared ?? []), ...declared])
  const subcharts = [...inside].map((subchart) => asLoaded(subchart, subchart.name))
  return { name, chart, values: chart.values, subcharts, declaresSubcharts: false }
}

function isEnabled({ condition, tags }: Candidate, values: Readonly<Table>, path: string): boolean {
  for (const one of condition?.trim().split(',') ?? []) {
    const value = valueAt(values, `${path}${one}`.split('.'))
    if (one !== '' && typeof value === 'boolean') return value
  }
  const known = get(values, 'tags')
  const set = isTable(known) ? (tags ?? []).map((tag) => get(known, tag)) : []
  return set.includes(true) || !set.includes(false)
}
