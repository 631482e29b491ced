import * as fc from 'fast-check'
import type { Schema } from '../../src/values/schema.ts'
import type { Value, Values } from '../../src/values/value.ts'

/** Values of an object, any that its schema accepts; a key may be missing. */
export function anyValuesOf({ properties = {} }: Schema): fc.Arbitrary<Values> {
  const model = Object.fromEntries(
    Object.entries(properties).map(([key, property]) => [key, anyOf(property)]),
  )
  return fc.record(model, { requiredKeys: [] }) as fc.Arbitrary<Values> // of such properties
}

function anyOf(schema: Schema): fc.Arbitrary<Value> {
  const { minimum = 0, maximum = 2 ** 31 - 1, items = {}, maxItems = 4 } = schema
  if (schema.enum) return fc.constantFrom(...schema.enum)
  switch (schema.type) {
    case 'boolean':
      return fc.boolean()
    case 'integer':
      return fc.oneof(fc.constantFrom(minimum, maximum), fc.integer({ min: minimum, max: maximum }))
    case 'string':
      return anyText(schema)
    case 'array':
      return fc.uniqueArray(anyOf(items), { maxLength: maxItems })
    case 'object':
      return anyValuesOf(schema)
    default:
      throw new Error(`no values of type ${String(schema.type)}`)
  }
}

function anyText({ pattern, minLength = 0, maxLength = 64 }: Schema): fc.Arbitrary<string> {
  if (pattern === undefined) return fc.string({ minLength, maxLength })
  return fc
    .stringMatching(new RegExp(pattern))
    .filter(({ length }) => length >= minLength && length <= maxLength)
}
