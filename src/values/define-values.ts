import type { Table } from '../helm/merge/coalesce.ts'
import { writeYaml } from '../helm/yaml/write-yaml.ts'

/**
 * Values for a chart, held to the types that `chartwright types` prints for it:
 * `defineValues<Values>({ … })`. What it gives goes wherever values do, such as `loadValues`.
 */
export function defineValues<V extends object>(values: V): V & Readonly<Table> {
  return values as V & Readonly<Table> // any object is a map of values; interfaces do not say so
}

/** The text of a values file with these values; what is undefined is left out. */
export function valuesText(values: object): string {
  return writeYaml(values)
}
