import type { YamlPath } from '../yaml/yaml-path.ts'
import { copyTable, layOver, type Table } from '../merge/coalesce.ts'
import { settingsIn } from '../../values/layer.ts'
import { readText } from '../../values/read-text.ts'
import { parseJson } from './json-value.ts'
import { SetFault } from './set-fault.ts'
import { type ReadValue, setInto } from './set-into.ts'
import { setScalar } from './set-scalar.ts'

/** An option of the command line that sets values: `--set orders.replicas=3`. */
export interface SetOption {
  readonly name: (typeof setNames)[number]
  /** What stands behind the name. */
  readonly text: string
}

/** Helm's options that set values, in the order in which it looks at them. */
export const setNames = ['set-json', 'set', 'set-string', 'set-file', 'set-literal'] as const

/** Values with what an option sets in them, and the paths that it sets. Throws a SetFault. */
export function applySet(
  values: Readonly<Table>,
  { name, text }: SetOption,
): { readonly values: Table; readonly paths: readonly YamlPath[] } {
  if (name === 'set-json' && text.trim().startsWith('{')) {
    const data = parseJson(text.trim()) as Table // its text begins with a brace
    return { values: layOver(values, data), paths: settingsIn(data).map(({ path }) => path) }
  }
  const copy = copyTable(values)
  return { values: copy, paths: setInto(copy, text, readers[name]) }
}

const readers: Readonly<Record<SetOption['name'], ReadValue>> = {
  'set-json': 'json',
  set: setScalar,
  'set-string': (text) => text,
  'set-file': fileText,
  'set-literal': 'literal',
}

function fileText(file: string): string {
  const { text, problem } = readText(file)
  if (text === undefined) throw new SetFault(problem.message)
  return text
}
