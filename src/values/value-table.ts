import { leavesOf } from '../schema/leaves.ts'
import type { Schema } from '../schema/schema.ts'

/** What a README says of one value. */
export interface ValueRow {
  /** Dotted path; a key with a dot in it stands in quotes. */
  readonly key: string
  readonly type: string
  /** As JSON. */
  readonly default: string
  readonly description: string
}

/** The rows of a README's table of values, for the keys of a schema below a name. */
export function valueRows(schema: Schema, below: readonly string[] = []): readonly ValueRow[] {
  return leavesOf(schema).map(({ path, schema: leaf }) => ({
    key: [...below, ...path].map(pathPart).join('.'),
    ...aboutLeaf(leaf),
  }))
}

type About = Omit<ValueRow, 'key'>

const known = new WeakMap<Schema, About>()

/** The tables of many components say the same. */
function aboutLeaf(leaf: Schema): About {
  const about = known.get(leaf) ?? {
    type: [leaf.type ?? []].flat().map(typeName).join(' or '),
    default: JSON.stringify(leaf.default),
    description: leaf.description ?? '',
  }
  known.set(leaf, about)
  return about
}

function pathPart(key: string): string {
  return key.includes('.') ? JSON.stringify(key) : key
}

const typeNames = new Map([
  ['boolean', 'bool'],
  ['integer', 'int'],
  ['number', 'float'],
  ['array', 'list'],
])

/** The names that helm-docs gives to types. */
function typeName(type: string): string {
  return typeNames.get(type) ?? type
}
