import type { Problem } from '../errors/chart-error.ts'
import type { YamlPath } from '../helm/yaml/yaml-path.ts'
import { isTable, type Table } from '../helm/merge/coalesce.ts'
import { nowhere, type Sources } from './locate.ts'

/** What one values file, or one option such as `--set`, adds to those before it. */
export interface Layer extends Sources {
  /** The values before it. */
  readonly below: Readonly<Table>
  /** The values with it. */
  readonly values: Readonly<Table>
  readonly settings: readonly Setting[]
  /** What is wrong or risky in its text. */
  readonly problems: readonly Problem[]
}

/** A value that a layer sets, where it goes: anything but a map, or an empty map. */
export interface Setting {
  readonly path: YamlPath
  readonly value: unknown
}

/** The settings in a map, or in what lies at a path. */
export function settingsIn(value: unknown, path: YamlPath = []): readonly Setting[] {
  const entries = isTable(value) ? Object.entries(value) : []
  if (entries.length === 0) return path.length === 0 ? [] : [{ path, value }]
  return entries.flatMap(([key, inner]) => settingsIn(inner, [...path, key]))
}

/** A layer that adds nothing. */
export function emptyLayer(below: Readonly<Table>): Layer {
  return { below, values: below, settings: [], problems: [], ...nowhere }
}
