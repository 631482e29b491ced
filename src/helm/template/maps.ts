import { isEmpty } from '../../template/evaluate/functions.ts'
import { sortedEntries } from '../../template/evaluate/go-text.ts'
import { put } from '../../values/value.ts'
import { copyTable, isTable, type Table } from '../merge/coalesce.ts'
import { itemOf, table, word } from './arguments.ts'

type Evaluate = (args: Iterable<unknown>) => unknown

/** Functions of Sprig on maps. Like there, some change the map that they are given. */
export const mapFunctions: Readonly<Record<string, Evaluate>> = {
  keys: (maps) => [...maps].flatMap((map) => Object.keys(table(map))),
  values: ([map]) => sortedEntries(table(map)).map(([, value]) => value),
  pick: ([map, ...keys]) =>
    Object.fromEntries(Object.entries(table(map)).filter(([key]) => keys.includes(key))),
  pluck: ([key, ...maps]) =>
    maps.map((map) => itemOf(table(map), word(key))).filter((item) => item !== undefined),
  dict: (pairs) => dictionary([...pairs]),
  get: ([from, key]) => itemOf(table(from), key) ?? '',
  hasKey: ([from, key]) => Object.hasOwn(table(from), word(key)),
  set: ([map, key, value]) => {
    put(changed(map), word(key), value)
    return map
  },
  unset: ([map, key]) => {
    delete changed(map)[word(key)]
    return map
  },
  merge: (maps) => merged([...maps], false),
  mergeOverwrite: (maps) => merged([...maps], true),
  deepCopy: ([value]) => copy(value),
  dig: (args) => dug([...args]),
}

/** Sprig changes maps in place; those here are copies of the values. */
const changed = (map: unknown): Table => table(map) as Table

function dictionary(pairs: readonly unknown[]): Table {
  const made: Table = {}
  for (let at = 0; at < pairs.length; at += 2)
    put(made, String(pairs[at]), at + 1 < pairs.length ? pairs[at + 1] : '')
  return made
}

function copy(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(copy)
  return isTable(value) ? copyTable(value) : value
}

function merged([into, ...others]: readonly unknown[], overwrites: boolean): unknown {
  for (const other of others) mergeInto(changed(into), table(other), overwrites)
  return into
}

/** As mergo does it: what is empty counts as not there, unless it overwrites. */
function mergeInto(into: Table, from: Readonly<Table>, overwrites: boolean): void {
  for (const [key, value] of Object.entries(from)) {
    const present = Object.hasOwn(into, key) ? into[key] : undefined
    if (isTable(value) && isTable(present)) mergeInto(present, value, overwrites)
    else if (value === null || value === undefined) {
      if (overwrites) put(into, key, value)
    } else if (isEmpty(present) || (overwrites && !isEmptyList(value, present)))
      put(into, key, value)
  }
}

/** An empty list takes no place of another. */
const isEmptyList = (value: unknown, present: unknown): boolean =>
  Array.isArray(value) && value.length === 0 && Array.isArray(present)

/** `dig "a" "b" default map` */
function dug(args: readonly unknown[]): unknown {
  let at = args.at(-1)
  for (const key of args.slice(0, -2)) {
    const map = table(at)
    const name = word(key)
    if (!Object.hasOwn(map, name)) return args.at(-2)
    at = map[name]
  }
  return at
}
