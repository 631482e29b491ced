import { ChartError } from '../errors/chart-error.ts'
import { copyTable, removeNulls, type Table } from '../values/coalesce.ts'
import type { Locate } from '../values/locate.ts'
import { overlay } from '../values/overlay.ts'
import { loadValues } from '../values/read-values.ts'
import type { Values } from '../values/value.ts'
import { locateDefault } from './locate-default.ts'
import type { PlatformPlan } from './plan-platform.ts'

/** Values of which later layers win: a chart's defaults, or a file. */
export interface Layer {
  readonly from: 'default' | 'file'
  readonly values: Readonly<Table>
  readonly locate: Locate
}

/** The values of a platform under some files, and where they come from. */
export interface LayeredValues {
  readonly merged: Values
  /** The defaults, then the files in their order. */
  readonly layers: readonly Layer[]
}

/** Lays values files over the defaults of a platform. Throws where a file cannot be read. */
export function layeredValues(
  plan: PlatformPlan,
  project: string,
  files: readonly string[],
): LayeredValues {
  const loaded = files.map((file) => loadValues([file]))
  const errors = loaded.flatMap(({ problems }) =>
    problems.filter(({ severity }) => severity !== 'warning'),
  )
  if (errors.length > 0) throw new ChartError(errors)
  const defaults = { values: plan.defaults, locate: locateDefault(plan, project) }
  const over = loaded.map(({ values }) => values as Values) // the schema refuses what is no value
  return {
    merged: withoutNulls(over.reduce(overlay, plan.defaults)),
    layers: [
      { from: 'default', ...defaults },
      ...loaded.map(({ values, locate }) => ({ from: 'file' as const, values, locate })),
    ],
  }
}

/** A null takes a default away. */
function withoutNulls(values: Values): Values {
  const table = copyTable(values)
  removeNulls(table)
  return table as Values // without its nulls
}
