import { ChartError } from '../../errors/chart-error.ts'
import { coalesceTables, copyTable, get, isTable, removeNulls, type Table } from './coalesce.ts'
import { put } from '../../values/value.ts'

/** A chart with its subcharts under the names that values know them by. */
export interface NamedChart {
  readonly name: string
  readonly values: Readonly<Table>
  readonly subcharts: readonly NamedChart[]
}

/**
 * Completes values with the defaults of a chart and of its subcharts, as Helm 4 does: the chart
 * above wins, maps merge, all else is replaced, `global` goes down to every subchart. With
 * `keepNulls`, nulls stay for a later merge. Throws a ChartError where a subchart's values are no
 * map.
 */
export function coalesceChart(
  chart: NamedChart,
  values: Readonly<Table>,
  keepNulls: boolean,
): Table {
  const table = copyTable(values)
  coalesce(chart, table, keepNulls)
  return table
}

function coalesce(chart: NamedChart, table: Table, keepNulls: boolean): void {
  coalesceDefaults(chart, table, keepNulls)
  for (const subchart of chart.subcharts) {
    const below = subtable(table, subchart.name)
    passGlobals(table, below)
    coalesce(subchart, below, keepNulls)
  }
}

function coalesceDefaults(chart: NamedChart, table: Table, keepNulls: boolean): void {
  for (const [key, value] of Object.entries(copyTable(chart.values))) {
    const set = get(table, key)
    const isSubchart = chart.subcharts.some(({ name }) => name === key)
    if (!keepNulls && isTable(value) && !(isSubchart && isTable(set))) removeNulls(value)
    if (Object.hasOwn(table, key)) {
      if (set === null && !keepNulls) delete table[key]
      else if (isTable(set) && isTable(value)) coalesceTables(set, value, keepNulls || isSubchart)
    } else if (keepNulls || value !== null) put(table, key, value)
  }
}

function subtable(table: Table, name: string): Table {
  if (!Object.hasOwn(table, name)) put(table, name, {})
  const below = get(table, name)
  if (isTable(below)) return below
  const message = `${name} is a subchart, so its values are a map, not ${JSON.stringify(below)}`
  throw new ChartError([
    { code: 'values-subchart', path: name, message, hint: `write ${name}: {}` },
  ])
}

/**
 * Lays the globals of a chart over those of its subchart. Their inner maps are shared from then on,
 * as in Helm, so a subchart's default for a key deep in a global shows in the chart above as well.
 */
function passGlobals(above: Table, below: Table): void {
  const [from, to] = [globalsOf(above), globalsOf(below)]
  if (!isTable(from) || !isTable(to)) return
  for (const [key, value] of Object.entries(from)) {
    const present = get(to, key)
    if (!isTable(value)) {
      if (!isTable(present)) put(to, key, value)
      continue
    }
    const shared = { ...value }
    if (isTable(present)) coalesceTables(shared, present, true)
    else if (present !== undefined) continue
    put(to, key, shared)
  }
  put(below, 'global', to)
}

/** A null is not the same as none: it keeps globals away. */
function globalsOf(table: Table): unknown {
  return Object.hasOwn(table, 'global') ? table['global'] : {}
}
