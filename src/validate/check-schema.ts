import { isOfType } from './is-of-type.ts'
import type { YamlPath } from '../helm/yaml/yaml-path.ts'
import { isTable, type Table } from '../helm/merge/coalesce.ts'
import { isEqual, twins } from '../helm/json-schema/equal.ts'
import type { Schema } from '../schema/schema.ts'
import { own } from '../values/value.ts'

/** A keyword of a schema that a value does not satisfy. */
export interface Violation {
  readonly keyword: string
  /** The schema that the keyword stands in. */
  readonly schema: Schema
  readonly value: unknown
  /** Where the value is. */
  readonly path: YamlPath
  /** The key of the value that the violation is about: missing, unknown or refused. */
  readonly key?: string
}

/**
 * Finds all violations of one of our own schemas, as Helm's validator does for draft-07. It reads
 * nothing ahead, which is what makes it fast; `src/helm/json-schema/` judges by any other schema. The keywords
 * are those of `Schema`; patterns are ones that mean the same in RE2 and JavaScript.
 */
export function checkSchema(
  schema: Schema,
  value: unknown,
  sound: Sound = new WeakMap(),
): readonly Violation[] {
  return violationsOf(schema, value, { root: schema, sound, path: [] })
}

/** Maps that were checked and are right, with the schemas that they satisfy; they must not change. */
export type Sound = WeakMap<Table, Schema>

/** A walk over a value, in which most of what is met is right: only a violation is worth an object. */
interface Walk {
  /** The schema whose definitions count. */
  readonly root: Schema
  readonly sound: Sound
  /** Where the walk is. */
  readonly path: (string | number)[]
  readonly found: Violation[]
}

function check(schema: Schema, value: unknown, walk: Walk): void {
  // In draft-07, nothing counts beside a reference.
  if (schema.$ref !== undefined) check(definition(schema.$ref, walk.root), value, walk)
  else if (!hasType(value, schema)) violation('type', schema, value, walk)
  else {
    checkAny(schema, value, walk)
    if (typeof value === 'number') checkNumber(schema, value, walk)
    else if (typeof value === 'string') checkText(schema, value, walk)
    else if (Array.isArray(value)) checkList(schema, value, walk)
    else if (isTable(value)) checkMap(schema, value, walk)
  }
}

function checkAt(step: string | number, schema: Schema, value: unknown, walk: Walk): void {
  walk.path.push(step)
  check(schema, value, walk)
  walk.path.pop()
}

function violation(
  keyword: string,
  schema: Schema,
  value: unknown,
  { path, found }: Walk,
  key?: string,
): void {
  found.push({ keyword, schema, value, path: [...path], ...(key !== undefined && { key }) })
}

/** The violations of one schema by themselves, apart from what a walk has found before. */
function violationsOf(
  schema: Schema,
  value: unknown,
  walk: Omit<Walk, 'found'>,
): readonly Violation[] {
  const found: Violation[] = []
  check(schema, value, { ...walk, found })
  return found
}

function passes(schema: Schema, value: unknown, walk: Walk): boolean {
  return violationsOf(schema, value, walk).length === 0
}

function checkAny(schema: Schema, value: unknown, walk: Walk): void {
  const { enum: allowed, const: only, not, if: condition, then: yes, else: no } = schema
  if (allowed !== undefined && !allowed.some((one) => isEqual(one, value)))
    violation('enum', schema, value, walk)
  if (only !== undefined && !isEqual(only, value)) violation('const', schema, value, walk)
  if (not !== undefined && passes(not, value, walk)) violation('not', schema, value, walk)
  if (condition === undefined) return
  const branch = passes(condition, value, walk) ? yes : no
  if (branch !== undefined) check(branch, value, walk)
}

function checkNumber(schema: Schema, value: number, walk: Walk): void {
  const { minimum = -Infinity, maximum = Infinity } = schema
  if (value < minimum) violation('minimum', schema, value, walk)
  if (value > maximum) violation('maximum', schema, value, walk)
}

function checkText(schema: Schema, value: string, walk: Walk): void {
  const { minLength, maxLength, pattern } = schema
  if (minLength !== undefined && lengthOf(value) < minLength)
    violation('minLength', schema, value, walk)
  if (maxLength !== undefined && lengthOf(value) > maxLength)
    violation('maxLength', schema, value, walk)
  if (pattern !== undefined && !matches(value, pattern)) violation('pattern', schema, value, walk)
}

/** Characters, not UTF-16 units. */
const lengthOf = (text: string): number => [...text].length

function checkList(schema: Schema, value: readonly unknown[], walk: Walk): void {
  const { minItems = 0, maxItems = Infinity, uniqueItems, items } = schema
  if (value.length < minItems) violation('minItems', schema, value, walk)
  if (value.length > maxItems) violation('maxItems', schema, value, walk)
  if (uniqueItems === true && twins(value) !== undefined)
    violation('uniqueItems', schema, value, walk)
  if (items) value.forEach((item, index) => checkAt(index, items, item, walk))
}

function checkMap(schema: Schema, value: Table, walk: Walk): void {
  if (walk.sound.get(value) === schema) return
  const before = walk.found.length
  checkKeys(schema, value, walk)
  for (const key of Object.keys(value)) checkEntry(schema, value, key, walk)
  if (walk.found.length === before) walk.sound.set(value, schema)
}

function checkKeys(schema: Schema, value: Table, walk: Walk): void {
  const { minProperties = 0, maxProperties = Infinity, required, dependencies } = schema
  const size = Object.keys(value).length
  if (size < minProperties) violation('minProperties', schema, value, walk)
  if (size > maxProperties) violation('maxProperties', schema, value, walk)
  for (const key of required ?? [])
    if (!Object.hasOwn(value, key)) violation('required', schema, value, walk, key)
  for (const [key, dependent] of Object.entries(dependencies ?? {}))
    if (Object.hasOwn(value, key)) check(dependent, value, walk)
}

function checkEntry(schema: Schema, map: Table, key: string, walk: Walk): void {
  const { properties = {}, patternProperties, propertyNames, additionalProperties } = schema
  const refused = Object.keys(patternProperties ?? {}).some((pattern) => matches(key, pattern))
  if (refused) violation('patternProperties', schema, map, walk, key)
  if (propertyNames !== undefined) checkName(propertyNames, key, walk)
  const inner = own(properties, key) ?? (refused ? undefined : additionalProperties)
  if (inner === false) violation('additionalProperties', schema, map, walk, key)
  else if (typeof inner === 'object') checkAt(key, inner, map[key], walk)
}

/** What is wrong with a key is a violation of the map that has it. */
function checkName(schema: Schema, key: string, walk: Walk): void {
  for (const one of violationsOf(schema, key, walk)) walk.found.push({ ...one, key })
}

function hasType(value: unknown, { type }: Schema): boolean {
  if (type === undefined) return true
  return typeof type === 'string'
    ? isOfType(value, type)
    : type.some((name) => isOfType(value, name))
}

const compiled = new Map<string, RegExp>()

function matches(text: string, pattern: string): boolean {
  const expression = compiled.get(pattern) ?? new RegExp(pattern, 'u')
  compiled.set(pattern, expression)
  return expression.test(text)
}

function definition(reference: string, root: Schema): Schema {
  const found = own(root.definitions ?? {}, reference.replace('#/definitions/', ''))
  if (!found) throw new Error(`the schema has no ${reference}`) // which composeSchema writes
  return found
}
