import type { YamlPath } from '../helm/yaml/yaml-path.ts'
import { get, isTable } from '../helm/merge/coalesce.ts'

/** What lies at a path of values; undefined where nothing does. */
export function valueAt(values: unknown, path: YamlPath): unknown {
  return path.reduce<unknown>((value, step) => {
    if (Array.isArray(value)) return value[Number(step)] as unknown
    return isTable(value) ? get(value, String(step)) : undefined
  }, values)
}
