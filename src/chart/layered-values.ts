import { refuse } from '../errors/chart-error.ts'
import { copyTable, removeNulls } from '../helm/merge/coalesce.ts'
import type { Locate } from '../values/locate.ts'
import { overlay } from '../helm/merge/overlay.ts'
import { type LoadedValues, loadValues } from '../values/read-values.ts'
import type { Values } from '../values/value.ts'
import { locateDefault } from './locate-default.ts'
import type { PlatformPlan } from './plan-platform.ts'

/** The values of a platform under some files, and where they come from. */
export interface LayeredValues {
  readonly merged: Values
  readonly defaults: Values
  readonly locateDefault: Locate
  readonly loaded: LoadedValues
}

/** Lays values files over the defaults of a platform. Throws where a file cannot be read. */
export function layeredValues(
  plan: PlatformPlan,
  project: string,
  files: Parameters<typeof loadValues>[0],
): LayeredValues {
  const loaded = loadValues(files)
  refuse(loaded.problems)
  return {
    merged: withoutNulls(overlay(plan.defaults, loaded.values as Values)), // the schema refuses what is no value
    defaults: plan.defaults,
    locateDefault: locateDefault(plan, project),
    loaded,
  }
}

/** A null takes a default away. */
function withoutNulls(values: Values): Values {
  const table = copyTable(values)
  removeNulls(table)
  return table as Values // without its nulls
}
