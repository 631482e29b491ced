import { isDeepStrictEqual } from 'node:util'
import { suggestion } from '../../errors/suggestion.ts'
import { isTable, type Table } from '../../helm/merge/coalesce.ts'

type Path = readonly string[]

/** Says where a key that is gone may be now. */
export type Moved = (path: Path) => Path | undefined

interface Entry {
  readonly path: Path
  readonly value: unknown
}

/** Keys of defaults that are gone, beside those that are new and look like them. */
export function movedKeys(old: Readonly<Table>, next: Readonly<Table>): Moved {
  const before = new Map(entriesIn(old).map((one) => [JSON.stringify(one.path), one]))
  const added = entriesIn(next).filter(({ path }) => !before.has(JSON.stringify(path)))
  return (path) => {
    const gone = before.get(JSON.stringify(path)) ?? { path, value: undefined }
    const rated = added
      .map((one) => ({ path: one.path, likeness: likeness(gone, one) }))
      .filter((one) => one.likeness >= enough)
      .toSorted((a, b) => b.likeness - a.likeness || a.path.length - b.path.length)
    const [best, second] = rated
    const isClear = best && (!second || best.likeness > second.likeness || startsWith(second, best))
    return isClear ? best.path : undefined
  }
}

const startsWith = (one: { readonly path: Path }, other: { readonly path: Path }): boolean =>
  other.path.every((key, index) => one.path[index] === key)

function entriesIn(value: unknown, path: Path = []): readonly Entry[] {
  const own = path.length === 0 ? [] : [{ path, value }]
  if (!isTable(value)) return own
  return [...own, ...Object.entries(value).flatMap(([key, one]) => entriesIn(one, [...path, key]))]
}

/** Points for a name, a value and a place in common: two of them make a case. */
const enough = 4

function likeness(gone: Entry, added: Entry): number {
  const [name = ''] = gone.path.slice(-1)
  const [known = ''] = added.path.slice(-1)
  const isAlike = name === known
  const isClose =
    isAlike || added.path.some((key) => suggestion(name, [key]) !== undefined && key.length > 3)
  if (!isAlike && !isClose && !saysMuch(gone.value)) return 0
  const isSame = isDeepStrictEqual(gone.value, added.value)
  if (isTable(gone.value) !== isTable(added.value)) return 0
  const common = gone.path.findIndex((key, index) => key !== added.path[index])
  return (
    (isAlike ? 3 : isClose ? 2 : 0) +
    (isSame ? (saysMuch(gone.value) ? 3 : 1) : 0) +
    (common > 0 ? 0.5 * common : 0)
  )
}

/** Whether a value is not one that half of all keys have. */
export function saysMuch(value: unknown): boolean {
  if (typeof value === 'string') return value.length > 3
  if (typeof value === 'number') return Math.abs(value) > 10
  if (Array.isArray(value)) return value.length > 0
  return isTable(value) && Object.keys(value).length > 1
}
