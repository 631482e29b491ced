import type { Problem } from '../../errors/chart-error.ts'
import { get, isTable, type Table } from '../../helm/merge/coalesce.ts'
import { formatPath } from '../../helm/yaml/yaml-path.ts'
import { isRead, readsAt, type ValueReads } from '../../infer/value-reads.ts'
import { isOpenAt, lists, type PlacedSchema } from '../schema/listed-keys.ts'
import { goneKey } from '../schema/schema-changes.ts'
import { type Moved, saysMuch } from './moved-keys.ts'

interface Both<T> {
  readonly old: T
  readonly next: T
}

/** The defaults of two versions, and what is known of them besides. */
export interface Defaults {
  readonly defaults: Both<Readonly<Table>>
  readonly reads: Both<ValueReads>
  readonly schemas: Both<readonly PlacedSchema[]>
  readonly moved: Moved
}

/**
 * Keys that have no default any longer and that no template reads, and values that are of another form,
 * as far as no schema says so.
 */
export function defaultChanges(all: Defaults): readonly Problem[] {
  return [
    ...inMaps(all.defaults.old, all.defaults.next, [], all),
    ...defaultsRemoved(all.defaults.old, all.defaults.next, [], all),
  ]
}

function inMaps(
  old: Readonly<Table>,
  next: Readonly<Table>,
  path: readonly string[],
  all: Defaults,
): readonly Problem[] {
  return Object.entries(old).flatMap(([key, before]) => {
    const [place, after] = [[...path, key], get(next, key)]
    if (!Object.hasOwn(next, key)) return gone(before, place, all)
    if (isTable(before) && isTable(after)) return inMaps(before, after, place, all)
    return [
      ...changedForm(before, after, place, all),
      ...split(
        before,
        after,
        Object.entries(next).filter(([one]) => !Object.hasOwn(old, one)),
        place,
      ),
    ]
  })
}

/** A key without a default; of a map that templates still read in part, each key in it. */
function gone(
  before: unknown,
  path: readonly string[],
  { reads, schemas, moved }: Defaults,
  isInside = false,
): readonly Problem[] {
  if (!isRead(reads.old, path) || isSaid(schemas, path)) return []
  if (!isRead(reads.next, path)) return [goneKey(path, moved(path), false)]
  const isPart = readsAt(reads.next, path)?.keys.size
  if (!isTable(before) || !isPart) return []
  const all = { reads, schemas, moved, defaults: { old: {}, next: {} } }
  return Object.entries(before).flatMap(([key, one]) => gone(one, [...path, key], all, !isInside))
}

/** Defaults that are gone from keys that are still there: what a person sets no longer replaces them. */
function defaultsRemoved(
  old: Readonly<Table>,
  next: Readonly<Table>,
  path: readonly string[],
  all: Defaults,
): readonly Problem[] {
  const { reads, moved } = all
  const entries = Object.entries(old)
  const lost = entries.filter(([key, before]) => {
    const place = [...path, key]
    const isThere = isRead(reads.old, place) && isRead(reads.next, place)
    return !Object.hasOwn(next, key) && isThere && (saysMuch(before) || moved(place) !== undefined)
  })
  const below = entries.flatMap(([key, before]) => {
    const after = get(next, key)
    return isTable(before) && isTable(after)
      ? defaultsRemoved(before, after, [...path, key], all)
      : []
  })
  const [[first] = []] = lost
  if (first === undefined) return below
  const now = lost.length === 1 ? moved([...path, first]) : undefined
  const names = lost.map(([key]) => key)
  const more = names.length > few ? ` and ${names.length - few} more` : ''
  const removed: Problem = {
    code: 'default-removed',
    path: formatPath(lost.length === 1 ? [...path, first] : path),
    message: `${lost.length === 1 ? 'it has' : `${names.slice(0, few).join(', ')}${more} have`} no default any longer, though templates still read ${lost.length === 1 ? 'it' : 'them'}`,
    ...(now && { hint: `is it ${formatPath(now)} now?` }),
    severity: 'warning',
  }
  return [removed, ...below]
}

/** Names in one line. */
const few = 8

/** Whether the schemas have told that the key is gone. */
function isSaid({ old, next }: Defaults['schemas'], path: readonly string[]): boolean {
  if (next.some((one) => lists(one, path))) return false
  return old.some((one) => lists(one, path) && next.some((other) => isSame(one, other)))
}

const isSame = (one: PlacedSchema, other: PlacedSchema): boolean =>
  formatPath(one.path) === formatPath(other.path)

function changedForm(
  before: unknown,
  after: unknown,
  path: readonly string[],
  { reads, schemas }: Defaults,
): readonly Problem[] {
  const [was, is] = [formOf(before), formOf(after)]
  if (was === undefined || is === undefined || was === is) return []
  if (!isRead(reads.old, path) || !isOpenAt(schemas.next, path)) return []
  const next = readsAt(reads.next, path)
  if (next === undefined || next.isOfAnyType || next.isTemplate) return []
  return [
    {
      code: 'narrowed-type',
      path: formatPath(path),
      message: `the default was ${was} and is ${is} now, so that templates read it in another way`,
      ...((before === '' || before === false) && { severity: 'warning' as const }),
    },
  ]
}

/** A text of which a new key beside it has the first part now, as of an image and its registry. */
function split(
  before: unknown,
  after: unknown,
  added: readonly (readonly [string, unknown])[],
  path: readonly string[],
): readonly Problem[] {
  const [first] = added.filter(([, value]) => before === `${String(value)}/${String(after)}`)
  if (first === undefined || typeof before !== 'string') return []
  return [
    {
      code: 'default-split',
      path: formatPath(path),
      message: `its first part is ${formatPath([...path.slice(0, -1), first[0]])} now, so that a whole one here no longer fits`,
      hint: 'who sets one of the two sets both',
    },
  ]
}

/** What templates can do with it; undefined for null, which says nothing. */
function formOf(value: unknown): string | undefined {
  if (value === null || value === undefined) return undefined
  if (Array.isArray(value)) return 'a list'
  return isTable(value) ? 'a map' : 'a single value'
}
