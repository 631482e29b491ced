import type { Problem } from '../errors/chart-error.ts'
import { layOver, type Table } from '../helm/merge/coalesce.ts'
import { emptyLayer, type Layer, settingsIn } from './layer.ts'
import type { Sources } from './locate.ts'
import { readValuesFile } from './read-values-file.ts'
import { setNames, type SetOption } from '../helm/set/apply-set.ts'
import { readSet } from '../helm/set/read-set.ts'

/** What values files and options say, and all that is wrong or risky in their text. */
export interface LoadedValues extends Sources {
  readonly values: Readonly<Table>
  readonly problems: readonly Problem[]
  /** One for each file and option, in the order in which Helm lays them over each other. */
  readonly layers: readonly Layer[]
}

/**
 * Reads values files in the order of Helm's `-f`, and lays what options such as `--set` say over
 * them: maps merge, of anything else the last wins. Values may also be given as they are.
 */
export function loadValues(
  files: readonly (string | Readonly<Table>)[],
  sets: readonly SetOption[] = [],
): LoadedValues {
  const layers: Layer[] = []
  const top = (): Readonly<Table> => layers.at(-1)?.values ?? {}
  for (const file of files) layers.push(readLayer(file, top()))
  for (const set of inOrder(sets)) layers.push(readSet(set, top()))
  return {
    values: top(),
    locate: (path, part) => last(layers.map(({ locate }) => locate(path, part))),
    wordAt: (path) => layers.findLast(({ locate }) => locate(path))?.wordAt(path),
    problems: layers.flatMap(({ problems }) => problems),
    layers,
  }
}

function readLayer(file: string | Readonly<Table>, below: Readonly<Table>): Layer {
  if (typeof file === 'string') return readValuesFile(file, below)
  return { ...emptyLayer(below), values: layOver(below, file), settings: settingsIn(file) }
}

const last = <T>(all: readonly (T | undefined)[]): T | undefined =>
  all.findLast((one) => one !== undefined)

/** Helm looks at one kind of option after the other, whatever their order is. */
function inOrder(sets: readonly SetOption[]): readonly SetOption[] {
  return setNames.flatMap((name) => sets.filter((one) => one.name === name))
}
