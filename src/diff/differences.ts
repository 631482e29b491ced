import { isDeepStrictEqual } from 'node:util'
import { get, isTable, type Table } from '../helm/merge/coalesce.ts'
import type { YamlPath } from '../helm/yaml/yaml-path.ts'

/** A place in which two things differ. */
export interface Difference {
  /** Keys of maps; of items of lists their names where they have some, else their indices. */
  readonly path: YamlPath
  readonly change: 'added' | 'removed' | 'changed'
  /** Absent where it is added, or a secret. */
  readonly from?: unknown
  /** Absent where it is removed, or a secret. */
  readonly to?: unknown
  readonly isSecret?: true
}

/** Every place in which two things differ: none if, and only if, they are equal. */
export function differences(
  from: unknown,
  to: unknown,
  path: YamlPath = [],
): readonly Difference[] {
  if (isDeepStrictEqual(from, to)) return []
  if (isTable(from) && isTable(to)) return inMaps(from, to, path)
  if (areMaps(from) && areMaps(to)) return inLists(from, to, path)
  if (from === undefined) return [{ path, change: 'added', to }]
  if (to === undefined) return [{ path, change: 'removed', from }]
  return [{ path, change: 'changed', from, to }]
}

function inMaps(from: Table, to: Table, path: YamlPath): readonly Difference[] {
  const keys = new Set([...Object.keys(from), ...Object.keys(to)])
  return [...keys].flatMap((key) => differences(get(from, key), get(to, key), [...path, key]))
}

/** Lists of named things are compared by name, as Kubernetes merges them; others item by item. */
function inLists(
  from: readonly Table[],
  to: readonly Table[],
  path: YamlPath,
): readonly Difference[] {
  const name = naming.find((key) => areNamed(from, key) && areNamed(to, key))
  if (name !== undefined && inOneOrder(from, to, name)) {
    return inMaps(byName(from, name), byName(to, name), path)
  }
  if (from.length !== to.length) return [{ path, change: 'changed', from, to }]
  return from.flatMap((item, index) => differences(item, to[index], [...path, index]))
}

/** What names the items of Kubernetes' lists: containers and variables, mounts, spread constraints. */
const naming = ['name', 'mountPath', 'topologyKey']

function areMaps(value: unknown): value is readonly Table[] {
  return Array.isArray(value) && value.every(isTable)
}

function areNamed(items: readonly Table[], key: string): boolean {
  const names = items.map((item) => get(item, key))
  return names.every((name) => typeof name === 'string') && new Set(names).size === names.length
}

function inOneOrder(from: readonly Table[], to: readonly Table[], key: string): boolean {
  const [a, b] = [from, to].map((items) => items.map((item) => get(item, key)))
  const both = (name: unknown): boolean => a?.includes(name) === true && b?.includes(name) === true
  return isDeepStrictEqual(a?.filter(both), b?.filter(both))
}

function byName(items: readonly Table[], key: string): Table {
  return Object.fromEntries(items.map((item) => [get(item, key), item]))
}
