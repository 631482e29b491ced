import * as fc from 'fast-check'
import { checkSchema } from '../../src/validate/check-schema.ts'
import { get } from '../../src/helm/merge/coalesce.ts'
import type { Schema, Schemas } from '../../src/schema/schema.ts'
import { unwritable } from '../../src/validate/warnings/lost-texts.ts'
import { mapValues, type Value, type Values } from '../../src/values/value.ts'

/**
 * Values that a schema accepts, with few of its keys at a time: what its keywords allow and nothing
 * else. What they do not bound is anything: texts are any Unicode, maps have any keys.
 */
export function anyDocument(schema: Schema): fc.Arbitrary<Values> {
  return anyValue(schema, schema) as fc.Arbitrary<Values> // the schema of a values file is an object's
}

const known = new WeakMap<Schema, fc.Arbitrary<Value>>()

/** Any value that a schema accepts; made once, since definitions stand in many places. */
export function anyValue(schema: Schema, root: Schema): fc.Arbitrary<Value> {
  const arbitrary = known.get(schema) ?? newArbitrary(schema, root)
  known.set(schema, arbitrary)
  return arbitrary
}

function newArbitrary(schema: Schema, root: Schema): fc.Arbitrary<Value> {
  if (schema.$ref !== undefined) return anyValue(definition(schema.$ref, root), root)
  if (schema.const !== undefined) return fc.constant(schema.const)
  if (schema.enum) return fc.constantFrom(...schema.enum)
  const types = [schema.type ?? []].flat()
  const ways = casesOf(schema, root).flatMap((one) =>
    types.map((type) => anyOfType(type, one, root)),
  )
  const any = fc.oneof(...ways)
  return filtered.some((keyword) => keyword in schema)
    ? any.filter((value) => accepts(schema, value, root))
    : any
}

/** The schema in each case that its conditions tell apart, so that rare ones come up as well. */
function casesOf(whole: Schema, root: Schema): readonly Schema[] {
  const { if: condition, then: yes = {}, else: no = {}, ...schema } = whole
  if (!condition) return [whole]
  const narrow = (one: Schema, other: Schema): Schema => narrowed(one, other, root)
  return [narrow(narrow(schema, condition), yes), ...casesOf(narrow(schema, no), root)]
}

/** What both schemas say, as far as values are made by it. */
function narrowed(given: Schema, other: Schema, root: Schema): Schema {
  const one = given.$ref === undefined ? given : definition(given.$ref, root)
  const { properties = {}, required = [] } = one
  const inside = mapValues({ ...other.properties }, (schema, key) =>
    narrowed(properties[key] ?? {}, schema, root),
  )
  return {
    ...one,
    ...other,
    properties: { ...properties, ...inside },
    required: [...required, ...(other.required ?? [])],
  }
}

/** Keywords that nothing below is made to satisfy: what does not is thrown away. */
const filtered = [
  'maxLength',
  'minLength',
  'maxProperties',
  'minProperties',
  'uniqueItems',
  'patternProperties',
  'dependencies',
  'not',
  'if',
] as const

function anyOfType(type: string, schema: Schema, root: Schema): fc.Arbitrary<Value> {
  switch (type) {
    case 'boolean':
      return fc.boolean()
    case 'integer':
      return anyInteger(schema)
    case 'number':
      return anyNumber(schema)
    case 'string':
      return anyString(schema)
    case 'array':
      return anyList(schema, root)
    default:
      return anyMap(schema, root)
  }
}

/** Mostly what people write, but the bounds as well. */
function anyInteger({ minimum = -1e15, maximum = 1e15 }: Schema): fc.Arbitrary<number> {
  const low = Math.ceil(minimum)
  const high = Math.floor(maximum)
  const near = fc.integer({ min: low, max: Math.min(high, low + 20) })
  return fc.oneof(near, fc.constantFrom(low, high), fc.integer({ min: low, max: high }))
}

function anyNumber(schema: Schema): fc.Arbitrary<number> {
  const { minimum: min = -1e15, maximum: max = 1e15 } = schema
  const decimal = fc.double({ min, max, noNaN: true }).map((value) => value + 0) // no -0
  return Math.ceil(min) > Math.floor(max) ? decimal : fc.oneof(anyInteger(schema), decimal)
}

function anyString({ pattern, minLength = 0, maxLength = 40 }: Schema): fc.Arbitrary<string> {
  if (pattern === undefined) {
    const units = ['grapheme-ascii', 'grapheme', 'binary'] as const
    const length = { minLength, maxLength: Math.min(maxLength, 40) }
    const texts = units.map((unit) => fc.string({ unit, ...length }))
    // `validate` warns of the others, with which Helm renders something else
    return fc.oneof(...texts).filter((text) => !unwritable.test(text))
  }
  const expression = new RegExp(pattern, 'u')
  return fc.oneof(
    ...(['xsmall', 'small', 'medium'] as const).map((size) =>
      fc.stringMatching(expression, { size }),
    ),
  )
}

function anyList(schema: Schema, root: Schema): fc.Arbitrary<readonly Value[]> {
  const { items = {}, minItems: minLength = 0, maxItems = 3 } = schema
  const maxLength = Math.min(maxItems, 3)
  return fc.array(anyValue(items, root), { minLength, maxLength })
}

const absent = Symbol('absent')

function anyMap(schema: Schema, root: Schema): fc.Arbitrary<Values> {
  const { properties = {}, required = [], maxProperties } = schema
  if (maxProperties === 1 && Object.keys(properties).length > 0) return anyOneOf(properties, root)
  const isLarge = Object.keys(properties).length > 8
  const declared = Object.entries(properties).map(([key, one]) => {
    const value = anyValue(one, root)
    const part = required.includes(key) ? value : perhaps(value, isLarge ? 6 : 1)
    return part.map((some) => (some === absent ? [] : [[key, some] as const]))
  })
  const all = fc.tuple(...declared, anyEntries(schema, root))
  return all.map((entries) => Object.fromEntries(entries.flat()))
}

function anyOneOf(properties: Schemas, root: Schema): fc.Arbitrary<Values> {
  const ways = Object.entries(properties).map(([key, one]) =>
    anyValue(one, root).map((value) => ({ [key]: value })),
  )
  return fc.oneof(...ways)
}

function perhaps<T>(value: fc.Arbitrary<T>, weight: number): fc.Arbitrary<T | typeof absent> {
  const nothing = { arbitrary: fc.constant(absent), weight } as const
  return fc.oneof({ withCrossShrink: true }, nothing, { arbitrary: value, weight: 1 })
}

/** Entries of a map of any keys; what is Kubernetes' own as a whole gets none. */
function anyEntries(
  schema: Schema,
  root: Schema,
): fc.Arbitrary<readonly (readonly [string, Value])[]> {
  const { propertyNames, additionalProperties, minProperties = 0, maxProperties = 3 } = schema
  if (typeof additionalProperties !== 'object') return fc.constant([])
  const key = propertyNames ? (anyValue(propertyNames, root) as fc.Arbitrary<string>) : fc.string()
  return fc.uniqueArray(fc.tuple(key, anyValue(additionalProperties, root)), {
    minLength: minProperties,
    maxLength: Math.min(maxProperties, 3),
    selector: ([name]) => name,
  })
}

function accepts(schema: Schema, value: Value, { definitions = {} }: Schema): boolean {
  return checkSchema({ ...schema, definitions }, value).length === 0
}

export function definition(reference: string, root: Schema): Schema {
  const found = get({ ...root.definitions }, reference.replace('#/definitions/', ''))
  if (!found) throw new Error(`the schema has no ${reference}`)
  return found as Schema
}
