import { overlay } from '../helm/merge/overlay.ts'
import { type Schema, sectionKeys } from '../schema/schema.ts'
import { isMap, mapValues, own, type Value, type Values } from './value.ts'

const known = new WeakMap<Schema, Values>()

/** The values that hold where nobody sets anything: the same ones each time, which must not change. */
export function defaultsOf(schema: Schema): Values {
  const defaults =
    known.get(schema) ??
    mapValues(schema.properties ?? {}, (property) =>
      sectionKeys(property) ? defaultsOf(property) : leafDefault(property),
    )
  known.set(schema, defaults)
  return defaults
}

function leafDefault(schema: Schema): Value {
  if (schema.default === undefined) throw new Error(`no default: ${schema.description}`)
  return schema.default
}

/**
 * The schema with other defaults: each value becomes the `default` of the leaf that it is for.
 * A key that the schema does not know is left out; validation is what refuses it. Where nothing
 * changes, it is the same schema.
 */
export function withDefaults(schema: Schema, values: Values): Schema {
  if (values === known.get(schema)) return schema
  const properties = sectionKeys(schema)
  if (!properties) return { ...schema, default: merged(schema.default, values) }
  const changed = mapValues(properties, (property, key) => withDefault(property, own(values, key)))
  const isSame = Object.keys(properties).every((key) => changed[key] === properties[key])
  return isSame ? schema : { ...schema, properties: changed }
}

function withDefault(schema: Schema, value: Value | undefined): Schema {
  if (value === undefined || value === schema.default) return schema
  return isMap(value) ? withDefaults(schema, value) : { ...schema, default: value }
}

function merged(base: Value | undefined, over: Values): Values {
  return isMap(base) ? overlay(base, over) : over
}
