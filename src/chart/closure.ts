import type { Reference } from '../template/view/references.ts'
import { schemaAt, type TypeSchema, valueType } from '../template/node/value-type.ts'

/**
 * The keys of a schema that no template reads; `*` stands for every entry of a map or a list. A
 * free-form map counts as read where its entries are.
 */
export function unreadKeys(
  schema: TypeSchema,
  references: readonly Reference[],
): readonly string[] {
  const reads = readsOf(references)
  const unread = leavesOf(schema, []).filter((leaf) => !reaches(reads, leaf))
  return unread.map(({ path }) => path.join('.'))
}

/** The paths that templates read and a schema does not have; below a free-form map it has any. */
export function unknownPaths(
  schema: TypeSchema,
  references: readonly Reference[],
): readonly string[] {
  const unknown = references.filter(({ path }) => schemaAt(schema, path.split('.')) === undefined)
  return unknown.map(({ path }) => path)
}

/** Tells whether a value is read: as such, as a part of something, or in part. */
export function readBy(references: readonly Reference[]): (path: readonly string[]) => boolean {
  const reads = readsOf(references)
  return (path) => reaches(reads, { path, isCollection: false })
}

/** What is read at one key and below it. */
interface Reads {
  /** `deep`: everything below is read, too. */
  how?: 'deep' | 'shallow'
  readonly below: Map<string, Reads>
}

function readsOf(references: readonly Reference[]): Reads {
  const root: Reads = { below: new Map() }
  for (const { path, deep } of references) {
    const end = path.split('.').reduce(step, root)
    end.how = deep ? 'deep' : (end.how ?? 'shallow')
  }
  return root
}

function step({ below }: Reads, key: string): Reads {
  const next = below.get(key) ?? { below: new Map() }
  below.set(key, next)
  return next
}

/** A key that an operator sets. */
interface Leaf {
  readonly path: readonly string[]
  /** A free-form map or list: to ask whether it is empty does not read it. */
  readonly isCollection: boolean
}

function leavesOf(schema: TypeSchema, path: readonly string[]): readonly Leaf[] {
  const { properties, additionalProperties, items } = schema
  const entry =
    items ?? (typeof additionalProperties === 'object' ? additionalProperties : undefined)
  if (entry) return leavesOf(entry, [...path, '*'])
  if (properties && additionalProperties !== true) {
    return Object.entries(properties).flatMap(([key, one]) => leavesOf(one, [...path, key]))
  }
  const type = valueType(schema)
  return [{ path, isCollection: type === 'map' || type === 'list' }]
}

/** Whether a leaf is read: as such, as a part of something, or in part. */
function reaches({ how, below }: Reads, { path, isCollection }: Leaf): boolean {
  if (how === 'deep') return true
  const [key, ...rest] = path
  if (key === undefined) return below.size > 0 || (how === 'shallow' && !isCollection)
  return matching(below, key).some((next) => reaches(next, { path: rest, isCollection }))
}

function matching(below: Reads['below'], key: string): readonly Reads[] {
  if (key === '*') return [...below.values()]
  return [key, '*'].flatMap((name) => below.get(name) ?? [])
}
