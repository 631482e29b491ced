import type { Problem } from '../../errors/chart-error.ts'
import { formatPath, type YamlPath } from '../yaml/yaml-path.ts'
import type { Table } from '../merge/coalesce.ts'
import { emptyLayer, type Layer, settingsIn } from '../../values/layer.ts'
import { valueAt } from '../../values/value-at.ts'
import { applySet, type SetOption } from './apply-set.ts'
import { SetFault } from './set-fault.ts'

/** Lays what an option sets over values. */
export function readSet({ name, text }: SetOption, below: Readonly<Table>): Layer {
  const option = `--${name} ${text}`
  try {
    const { values, paths } = applySet(below, { name, text })
    return {
      below,
      values,
      settings: paths.flatMap((path) => settingsIn(valueAt(values, path), path)),
      locate: (path) => (paths.some((one) => touches(one, path)) ? { option } : undefined),
      wordAt: () => undefined,
      problems: paths.length === 0 ? [setsNothing(option)] : [],
    }
  } catch (error) {
    if (!(error instanceof SetFault)) throw error
    return { ...emptyLayer(below), problems: [noSet(name, option, error.message)] }
  }
}

/** One path leads to the other, or beyond. */
function touches(one: YamlPath, other: YamlPath): boolean {
  const length = Math.min(one.length, other.length)
  return formatPath(one.slice(0, length)) === formatPath(other.slice(0, length))
}

function setsNothing(option: string): Problem {
  const message = 'this option sets nothing: Helm passes over it'
  return { code: 'set-nothing', path: option, option, message, hint, severity: 'warning' }
}

function noSet(name: SetOption['name'], option: string, message: string): Problem {
  return { code: 'set-syntax', path: option, option, message, hint: hints[name] }
}

const hint = 'write name=value, with a dot between a map and its key'
const hints: Readonly<Record<SetOption['name'], string>> = {
  set: `${hint}; a comma or a dot that belongs to a name or a value needs a backslash before it`,
  'set-string': hint,
  'set-literal': 'write name=text, with a dot between a map and its key',
  'set-file': 'write name=path of a file',
  'set-json': `write name=JSON between single quotes: 'orders.env={"A": "b"}'`,
}
