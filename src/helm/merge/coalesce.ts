import { put } from '../../values/value.ts'

/** A map of values, in the making: Helm's merge changes maps in place, and shares some of them. */
export interface Table {
  [key: string]: unknown
}

/** Whether a value is a map, the only thing that Helm merges. */
export function isTable(value: unknown): value is Table {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** The entries of a list; none of anything else. */
export function toList(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : []
}

/** The value at a key of the table itself, never one of its prototype. */
export function get(table: Readonly<Table>, key: string): unknown {
  return Object.hasOwn(table, key) ? table[key] : undefined
}

/** A copy that shares no map with the original, nor any two of its own maps with each other. */
export function copyTable(table: Readonly<Table>): Table {
  const copy: Table = {}
  for (const key of Object.keys(table)) put(copy, key, copyValue(table[key]))
  return copy
}

function copyValue(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(copyValue)
  return isTable(value) ? copyTable(value) : value
}

/** Lays the tables of values files over each other: of anything but maps, the upper one counts. */
export function layOver(lower: Readonly<Table>, upper: Readonly<Table>): Table {
  const merged: Table = { ...lower }
  for (const [key, value] of Object.entries(upper)) {
    const below = get(lower, key)
    put(merged, key, isTable(below) && isTable(value) ? layOver(below, value) : value)
  }
  return merged
}

/**
 * Adds to a table what defaults have and it has not. A null in the table removes the default;
 * with `keepNulls`, which is for a later merge, both stay.
 */
export function coalesceTables(table: Table, defaults: Readonly<Table>, keepNulls: boolean): void {
  for (const [key, value] of Object.entries(defaults)) {
    const set = get(table, key)
    if (!Object.hasOwn(table, key)) put(table, key, value)
    else if (set === null && value !== null && !keepNulls) delete table[key]
    else if (isTable(set) && isTable(value)) coalesceTables(set, value, keepNulls)
  }
}

/** Removes nulls from the maps of a default, however deep. */
export function removeNulls(table: Table): void {
  for (const [key, value] of Object.entries(table)) {
    if (value === null) delete table[key]
    else if (isTable(value)) removeNulls(value)
  }
}
