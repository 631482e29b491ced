import type { Problem } from '../errors/chart-error.ts'
import type { Table } from './coalesce.ts'
import type { Layer } from './layer.ts'
import type { Locate } from './locate.ts'
import { readValuesFile } from './read-values-file.ts'
import { setNames, type SetOption } from './set/apply-set.ts'
import { readSet } from './set/read-set.ts'

/** What values files and options say, and all that is wrong or regrettable in their text. */
export interface LoadedValues {
  readonly values: Readonly<Table>
  readonly locate: Locate
  readonly problems: readonly Problem[]
  /** One for each file and option, in the order in which Helm lays them over each other. */
  readonly layers: readonly Layer[]
}

/**
 * Reads values files in the order of Helm's `-f`, and lays what options such as `--set` say over
 * them: maps merge, of anything else the last wins.
 */
export function loadValues(
  files: readonly string[],
  sets: readonly SetOption[] = [],
): LoadedValues {
  const layers: Layer[] = []
  const top = (): Readonly<Table> => layers.at(-1)?.values ?? {}
  for (const file of files) layers.push(readValuesFile(file, top()))
  for (const set of inOrder(sets)) layers.push(readSet(set, top()))
  return {
    values: top(),
    locate: (path, part) =>
      layers.map(({ locate }) => locate(path, part)).findLast((place) => place !== undefined),
    problems: layers.flatMap(({ problems }) => problems),
    layers,
  }
}

/** Helm looks at one kind of option after the other, whatever their order is. */
function inOrder(sets: readonly SetOption[]): readonly SetOption[] {
  return setNames.flatMap((name) => sets.filter((one) => one.name === name))
}
