import { overlay } from '../helm/merge/overlay.ts'
import { type Schema, sectionKeys } from '../schema/schema.ts'
import { isMap, mapValues, own, type Value, type Values } from './value.ts'

/** The values that hold where nobody sets anything. */
export function defaultsOf(schema: Schema): Values {
  return mapValues(schema.properties ?? {}, (property) =>
    sectionKeys(property) ? defaultsOf(property) : leafDefault(property),
  )
}

function leafDefault(schema: Schema): Value {
  if (schema.default === undefined) throw new Error(`no default: ${schema.description}`)
  return schema.default
}

/**
 * The schema with other defaults: each value becomes the `default` of the leaf that it is for.
 * A key that the schema does not know is left out; validation is what refuses it.
 */
export function withDefaults(schema: Schema, values: Values): Schema {
  const properties = sectionKeys(schema)
  if (!properties) return { ...schema, default: merged(schema.default, values) }
  const changed = mapValues(properties, (property, key) => withDefault(property, own(values, key)))
  return { ...schema, properties: changed }
}

function withDefault(schema: Schema, value: Value | undefined): Schema {
  if (value === undefined) return schema
  return isMap(value) ? withDefaults(schema, value) : { ...schema, default: value }
}

function merged(base: Value | undefined, over: Values): Values {
  return isMap(base) ? overlay(base, over) : over
}
