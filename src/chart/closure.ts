import type { Reference } from '../template/references.ts'
import { schemaAt, type TypeSchema, valueType } from '../template/value-type.ts'

/** Where the values that a schema describes and those that templates read differ. */
export interface Closure {
  /** Keys of the schema that no template reads. */
  readonly unread: readonly string[]
  /** Paths that templates read, and that the schema does not have. */
  readonly missing: readonly string[]
}

/**
 * Compares a schema with what the templates read. `*` stands for every entry of a map or a list.
 * Below a free-form map everything exists; the map itself must be read as a whole, or in part.
 */
export function closure(schema: TypeSchema, references: readonly Reference[]): Closure {
  const reads = references.map(({ path, deep }): Read => ({ path: path.split('.'), deep }))
  const unread = leavesOf(schema, []).filter((leaf) => !reads.some((read) => reaches(read, leaf)))
  const missing = reads.filter(({ path }) => schemaAt(schema, path) === undefined)
  return { unread: unread.map(dotted), missing: missing.map(dotted) }
}

const dotted = ({ path }: { readonly path: readonly string[] }): string => path.join('.')

interface Read {
  readonly path: readonly string[]
  readonly deep: boolean
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

/** Whether a read reads a leaf: as such, as a part of something, or in part. */
function reaches(read: Read, leaf: Leaf): boolean {
  const below = read.path.length - leaf.path.length
  const isOnTheWay = leaf.path.every((key, i) => i >= read.path.length || isSame(key, read.path[i]))
  if (!isOnTheWay) return false
  return read.deep || below > 0 || (below === 0 && !leaf.isCollection)
}

const isSame = (key: string, other: string | undefined): boolean =>
  key === other || key === '*' || other === '*'
