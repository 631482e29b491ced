import { isDeepStrictEqual } from 'node:util'
import { type Schema, sectionKeys, withoutDefault } from './schema.ts'
import { mapValues } from '../values/value.ts'

/**
 * One schema for schemas that differ in nothing but their defaults: where they differ it gives none,
 * rather than one that does not hold for all.
 */
export function commonSchema(schemas: readonly Schema[]): Schema {
  const [first = {}, ...others] = schemas
  if (others.every((other) => other === first)) return first
  const keys = sectionKeys(first)
  if (!keys) return hasOneDefault(first, others) ? first : withoutDefault(first)
  const properties = mapValues(keys, (property, key) =>
    commonSchema([property, ...others.map((other) => other.properties?.[key] ?? property)]),
  )
  return { ...first, properties }
}

function hasOneDefault(first: Schema, others: readonly Schema[]): boolean {
  return others.every((other) => isDeepStrictEqual(other.default, first.default))
}
