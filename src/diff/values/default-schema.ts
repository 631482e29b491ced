import { isTable } from '../../helm/merge/coalesce.ts'
import type { Schema } from '../../schema/schema.ts'
import { mapValues } from '../../values/value.ts'

/**
 * What a default says of the values that people set in its place; undefined where it says nothing. Of
 * items of a list and of further keys nothing is known, so that nothing of theirs is called refused.
 */
export function schemaOfDefault(value: unknown): Schema | undefined {
  if (value === undefined || value === null) return undefined
  if (Array.isArray(value)) return { type: 'array', ...nothingOf('items') }
  if (!isTable(value)) return { type: Number.isInteger(value) ? 'integer' : typeof value }
  const properties = mapValues(value, (one) => schemaOfDefault(one) ?? nothing)
  return { type: 'object', properties, additionalProperties: false }
}

/** The schema that nothing fits: JSON Schema has it as `false`, our own schemas never. */
const nothing = false as unknown as Schema
const nothingOf = (keyword: 'items'): Schema => ({ [keyword]: nothing })
