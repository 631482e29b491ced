import { type Schema, sectionKeys } from './schema.ts'

/** A key that an operator sets, with what the schema says of it. */
export interface Leaf {
  readonly path: readonly string[]
  readonly schema: Schema
}

/** Every leaf of a schema in its order; a list and a map of any keys are leaves, too. */
export function leavesOf(schema: Schema, path: readonly string[] = []): readonly Leaf[] {
  const keys = sectionKeys(schema)
  if (!keys) return [{ path, schema }]
  return Object.entries(keys).flatMap(([key, property]) => leavesOf(property, [...path, key]))
}
