import { RE2JS } from 're2js'
import { type Schema, sectionKeys } from '../../src/values/schema.ts'

/** What part a schema plays in the schema that it is inside of. */
type Role = 'root' | 'property' | 'entry' | 'key' | 'condition'

/** One schema inside a schema file, and where it stands. */
export interface Place {
  readonly schema: Schema
  readonly path: string
  readonly role: Role
  /** Inside an entry of a map or a list, or inside a leaf, where nothing has a default. */
  readonly isInEntry: boolean
}

/** A schema and every schema inside it. */
export function placesIn(
  schema: Schema,
  path = '',
  role: Role = 'root',
  above = false,
): readonly Place[] {
  const isInEntry = above || role === 'entry' || role === 'condition'
  const isOptional = isInEntry || sectionKeys(schema) === undefined
  const inside = (child: Schema, name: string, as: Role): readonly Place[] =>
    placesIn(child, `${path}/${name}`, role === 'condition' ? role : as, isOptional)
  const { items, propertyNames, additionalProperties } = schema
  const conditions = [
    schema.if,
    schema.then,
    schema.else,
    schema.not,
    ...Object.values(schema.dependencies ?? {}),
  ]
  return [
    { schema, path, role, isInEntry },
    ...Object.entries(schema.properties ?? {}).flatMap(([key, child]) =>
      inside(child, key, 'property'),
    ),
    ...(items ? inside(items, '-', 'entry') : []),
    ...(typeof additionalProperties === 'object' ? inside(additionalProperties, '*', 'entry') : []),
    ...(propertyNames ? inside(propertyNames, 'key', 'key') : []),
    ...conditions.flatMap((child) => (child ? inside(child, 'condition', 'condition') : [])),
  ]
}

const keywords = new Set(
  `$ref $schema title description default writeOnly type enum const minimum maximum minLength maxLength pattern
  patternErrorMessage errorMessage items minItems maxItems uniqueItems properties required
  additionalProperties patternProperties propertyNames minProperties maxProperties dependencies not if
  then else definitions tsType x-when x-keys x-reserved`.split(/\s+/),
)

/** What holds for each place of a schema once references are resolved: sentence → whether it does. */
export const rules = {
  'uses only keywords that every Helm and editor reads alike': ({ schema }) =>
    Object.keys(schema).every((keyword) => keywords.has(keyword)),

  'describes each key in one line that starts with a capital and has no full stop': ({
    schema,
    role,
  }) => isCondition(role) || /^[A-Z][^\n]{1,150}[^.\n]$/.test(schema.description ?? ''),

  'gives each value a type': ({ schema, role }) => isCondition(role) || schema.type !== undefined,

  'gives each leaf a default': ({ schema, role, isInEntry }) =>
    role !== 'property' ||
    isInEntry ||
    schema.properties !== undefined ||
    schema.default !== undefined,

  'has no null': ({ schema: { type, default: value, enum: values } }) =>
    !/"null"|[:[,]null/.test(JSON.stringify({ type, value, values })),

  'is strict: an object lists its keys, or is a map with a rule for them': ({
    schema,
    role,
    isInEntry,
  }) =>
    schema.type !== 'object' ||
    isCondition(role) ||
    (isInEntry && schema.additionalProperties !== undefined) || // as it says itself
    schema.additionalProperties === false ||
    (schema.propertyNames ?? schema['x-keys']) !== undefined,

  'requires a key only in an entry of a map or list': ({ schema, isInEntry }) =>
    schema.required === undefined || isInEntry,

  'bounds each number on both sides': ({ schema, role }) =>
    isCondition(role) ||
    !isNumeric(schema) ||
    (schema.minimum !== undefined && schema.maximum !== undefined),

  'says of each pattern what the text must be': ({ schema }) =>
    schema.pattern === undefined || /^must .*[^.]$/.test(schema.patternErrorMessage ?? ''),

  'anchors each pattern, and keeps to what RE2 and ECMAScript both compile': ({ schema }) =>
    patternsOf(schema).every((pattern) => pattern.startsWith('^') && compiles(pattern)),

  'avoids in patterns what the two engines read differently': ({ schema }) =>
    patternsOf(schema).every(
      (pattern) => !/\(\?|\\[a-zA-Z](?<!\\x)|^\.|[^\\]\./.test(withoutClasses(pattern)),
    ),
} satisfies Readonly<Record<string, (place: Place) => boolean>>

/** Whether a schema that refers to another one says nothing else that a validator would read. */
export function referenceRule(schema: Schema): boolean {
  const beside = new Set([
    '$ref',
    '$comment',
    'title',
    'description',
    'default',
    'writeOnly',
    'x-when',
    'x-reserved',
  ])
  return schema.$ref === undefined || Object.keys(schema).every((keyword) => beside.has(keyword))
}

function isCondition(role: Role): boolean {
  return role === 'condition' || role === 'key'
}

function isNumeric({ type = [] }: Schema): boolean {
  return [type].flat().some((one) => one === 'integer' || one === 'number')
}

function patternsOf({ pattern, patternProperties = {} }: Schema): readonly string[] {
  return [...(pattern === undefined ? [] : [pattern]), ...Object.keys(patternProperties)]
}

function withoutClasses(pattern: string): string {
  return pattern.replaceAll(/\[(?:[^\]\\]|\\.)*\]/g, '[]')
}

function compiles(pattern: string): boolean {
  try {
    return [RE2JS.compile(pattern), new RegExp(pattern, 'u')].length === 2
  } catch {
    return false
  }
}
