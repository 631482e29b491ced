import { isDeepStrictEqual } from 'node:util'
import { ChartError } from '../errors/chart-error.ts'
import type { YamlPath } from '../yaml/yaml-path.ts'
import { isTable, type Table } from './coalesce.ts'
import type { Schema } from './schema.ts'
import { own } from './value.ts'

/** A keyword of a schema that a value does not satisfy. */
export interface Breach {
  readonly keyword: keyof Schema
  /** The schema that the keyword stands in. */
  readonly schema: Schema
  readonly value: unknown
  /** Where the value is. */
  readonly path: YamlPath
  /** The key of the value that the breach is about: missing, unknown or refused. */
  readonly key?: string
}

/**
 * Finds all breaches of a schema, as Helm's validator does for draft-07, by interpreting it: to
 * compile a chart's schema takes longer than Helm takes for all its work. The keywords are those of
 * `Schema`; patterns are ones that mean the same in RE2 and JavaScript.
 */
export function checkSchema(
  schema: Schema,
  value: unknown,
  sound: Sound = new WeakMap(),
): readonly Breach[] {
  return check({ schema, value, path: [], root: schema, sound })
}

/** Maps that were checked and are right, with the schemas that they satisfy; they must not change. */
export type Sound = WeakMap<Table, Schema>

interface Subject {
  readonly schema: Schema
  readonly value: unknown
  readonly path: YamlPath
  /** The schema whose definitions count. */
  readonly root: Schema
  readonly sound: Sound
}

function check(subject: Subject): readonly Breach[] {
  const { schema, value, root } = subject
  refuseUninterpreted(schema)
  // In draft-07, nothing counts beside a reference.
  if (schema.$ref !== undefined) return check({ ...subject, schema: definition(schema.$ref, root) })
  if (!hasType(value, schema)) return [breach(subject, 'type')]
  return [
    ...breaches(subject, {
      enum: schema.enum !== undefined && !schema.enum.some((one) => isDeepStrictEqual(one, value)),
      const: schema.const !== undefined && !isDeepStrictEqual(schema.const, value),
      not: schema.not !== undefined && passes({ ...subject, schema: schema.not }),
    }),
    ...checkCondition(subject),
    ...(typeof value === 'number' ? checkNumber(subject, value) : []),
    ...(typeof value === 'string' ? checkText(subject, value) : []),
    ...(Array.isArray(value) ? checkList(subject, value) : []),
    ...(isTable(value) ? checkMap(subject, value) : []),
  ]
}

/** What a schema of another hand might use: to pass over it would be a wrong verdict. */
const uninterpreted = [
  'allOf',
  'anyOf',
  'oneOf',
  'contains',
  'additionalItems',
  'format',
  'exclusiveMinimum',
  'exclusiveMaximum',
  'multipleOf',
]

const interpreted = new WeakSet<Schema>()

function refuseUninterpreted(schema: Schema): void {
  if (typeof schema !== 'object')
    throw uninterpretedSchema(`${String(schema)} in place of a schema`)
  if (interpreted.has(schema)) return
  const strange = uninterpreted.find((keyword) => keyword in schema)
  if (strange !== undefined) throw uninterpretedSchema(strange)
  interpreted.add(schema)
}

function uninterpretedSchema(what: string): ChartError {
  const message = `the schema uses ${what}, which cannot be judged here`
  const path = 'values.schema.json'
  return new ChartError([{ code: 'schema-keyword', path, message, hint: 'ask Helm: helm lint' }])
}

function passes(subject: Subject): boolean {
  return check(subject).length === 0
}

function checkCondition(subject: Subject): readonly Breach[] {
  const { if: condition, then: yes, else: no } = subject.schema
  if (condition === undefined) return []
  const branch = passes({ ...subject, schema: condition }) ? yes : no
  return branch === undefined ? [] : check({ ...subject, schema: branch })
}

function checkNumber(subject: Subject, value: number): readonly Breach[] {
  const { minimum = -Infinity, maximum = Infinity } = subject.schema
  return breaches(subject, { minimum: value < minimum, maximum: value > maximum })
}

function checkText(subject: Subject, value: string): readonly Breach[] {
  const { minLength = 0, maxLength = Infinity, pattern } = subject.schema
  const length = [...value].length // characters, not UTF-16 units
  return breaches(subject, {
    minLength: length < minLength,
    maxLength: length > maxLength,
    pattern: pattern !== undefined && !matches(value, pattern),
  })
}

function checkList(subject: Subject, value: readonly unknown[]): readonly Breach[] {
  const { minItems = 0, maxItems = Infinity, uniqueItems, items } = subject.schema
  const inside = items
    ? value.map((item, index) => ({
        ...subject,
        schema: items,
        value: item,
        path: [...subject.path, index],
      }))
    : []
  return [
    ...breaches(subject, {
      minItems: value.length < minItems,
      maxItems: value.length > maxItems,
      uniqueItems: uniqueItems === true && hasTwins(value),
    }),
    ...inside.flatMap(check),
  ]
}

function checkMap(subject: Subject, value: Table): readonly Breach[] {
  const { schema, sound } = subject
  if (sound.get(value) === schema) return []
  const found = breachesOfMap(subject, value)
  if (found.length === 0) sound.set(value, schema)
  return found
}

function breachesOfMap(subject: Subject, value: Table): readonly Breach[] {
  const { schema } = subject
  const { minProperties = 0, maxProperties = Infinity, required = [], dependencies = {} } = schema
  const keys = Object.keys(value)
  const missing = required.filter((key) => !keys.includes(key))
  const dependent = Object.entries(dependencies).filter(([key]) => keys.includes(key))
  return [
    ...breaches(subject, {
      minProperties: keys.length < minProperties,
      maxProperties: keys.length > maxProperties,
    }),
    ...missing.map((key) => ({ ...breach(subject, 'required'), key })),
    ...dependent.flatMap(([, schema]) => check({ ...subject, schema })),
    ...keys.flatMap((key) => checkEntry(subject, key, value[key])),
  ]
}

function checkEntry(subject: Subject, key: string, value: unknown): readonly Breach[] {
  const {
    properties = {},
    patternProperties = {},
    propertyNames,
    additionalProperties,
  } = subject.schema
  const refused = Object.keys(patternProperties).some((pattern) => matches(key, pattern))
  const badName = propertyNames && check({ ...subject, schema: propertyNames, value: key })
  const schema = own(properties, key) ?? (refused ? undefined : additionalProperties)
  return [
    ...(refused ? [{ ...breach(subject, 'patternProperties'), key }] : []),
    ...(badName ?? []).map((one) => ({ ...one, key })),
    ...(schema === false ? [{ ...breach(subject, 'additionalProperties'), key }] : []),
    ...(typeof schema === 'object'
      ? check({ ...subject, schema, value, path: [...subject.path, key] })
      : []),
  ]
}

function breaches(
  subject: Subject,
  broken: Partial<Record<keyof Schema, boolean>>,
): readonly Breach[] {
  const keywords = Object.keys(broken) as (keyof Schema)[] // the keys of what is written above
  return keywords.filter((keyword) => broken[keyword]).map((keyword) => breach(subject, keyword))
}

function breach({ schema, value, path }: Subject, keyword: keyof Schema): Breach {
  return { keyword, schema, value, path }
}

function hasType(value: unknown, { type }: Schema): boolean {
  if (type === undefined) return true
  return typeof type === 'string'
    ? isOfType(value, type)
    : type.some((name) => isOfType(value, name))
}

function isOfType(value: unknown, type: string): boolean {
  switch (type) {
    case 'integer':
      return Number.isInteger(value)
    case 'array':
      return Array.isArray(value)
    case 'object':
      return isTable(value)
    case 'null':
      return value === null
    default:
      return typeof value === type
  }
}

function hasTwins(items: readonly unknown[]): boolean {
  return items.some((item, index) =>
    items.slice(0, index).some((one) => isDeepStrictEqual(one, item)),
  )
}

const compiled = new Map<string, RegExp>()

function matches(text: string, pattern: string): boolean {
  const expression = compiled.get(pattern) ?? new RegExp(pattern, 'u')
  compiled.set(pattern, expression)
  return expression.test(text)
}

function definition(reference: string, root: Schema): Schema {
  const found = own(root.definitions ?? {}, reference.replace('#/definitions/', ''))
  if (!found) throw uninterpretedSchema(reference)
  return found
}
