import { isTable, type Table } from '../helm/merge/coalesce.ts'
import { formatPath, type YamlPath } from '../helm/yaml/yaml-path.ts'
import { mapValues } from '../values/value.ts'
import { differences } from './differences.ts'
import { byIdentity } from './object-changes.ts'
import { titleOfObject } from './release-objects.ts'

/** Objects of a chart that renders some of them in another way each time. */
export interface Settled {
  /** With `(random)` in the place of what differs in each rendering. */
  readonly objects: readonly unknown[]
  /** Where that is: `Secret/shop data.password`. */
  readonly random: readonly string[]
}

/** Stands for what a chart makes up anew. */
export const anything = '(random)'

/** What two renderings of the same have in common, and where they differ. */
export function settled(first: readonly unknown[], second: readonly unknown[]): Settled {
  const again = byIdentity(second)
  const found = [...byIdentity(first)].map(([key, object]) => {
    const other = again.get(key)
    if (other === undefined) return { random: [`${titleOfObject(object)} metadata.name`] }
    const all = differences(object, other)
    const title = titleOfObject(object)
    return {
      object: all.reduce((at, one) => replaced(at, one.path, one.to), object),
      random: all.map(({ path }) => `${title} ${formatPath(path)}`),
    }
  })
  return {
    objects: found.flatMap(({ object }) => (object === undefined ? [] : [object])),
    random: found.flatMap(({ random }) => random),
  }
}

function replaced(value: unknown, path: YamlPath, other: unknown): unknown {
  const [step, ...rest] = path
  if (step === undefined) return alike(value, other)
  if (Array.isArray(value)) {
    return value.map((item: unknown, index) =>
      isStep(item, index, step) ? replaced(item, rest, other) : item,
    )
  }
  if (!isTable(value)) return anything
  return mapValues(value as Readonly<Table>, (inside, key) =>
    key === String(step) ? replaced(inside, rest, other) : inside,
  )
}

/** Items of lists are known by their names where they have some. */
function isStep(item: unknown, index: number, step: string | number): boolean {
  if (typeof step === 'number') return index === step
  return isTable(item) && [item['name'], item['mountPath'], item['topologyKey']].includes(step)
}

/** A text of several lines is random in some of them. */
function alike(value: unknown, other: unknown): unknown {
  if (typeof value !== 'string' || typeof other !== 'string') return anything
  const [lines, others] = [value.split('\n'), other.split('\n')]
  if (lines.length === 1 || lines.length !== others.length) return anything
  return lines.map((line, index) => (line === others[index] ? line : anything)).join('\n')
}
