import type { Schema } from '../schema.ts'
import { patternFault } from './patterns.ts'
import type { Place, Role } from './places.ts'

const keywords = new Set(
  `$ref $schema title description default writeOnly type enum const minimum maximum minLength maxLength pattern
  patternErrorMessage errorMessage items minItems maxItems uniqueItems properties required
  additionalProperties patternProperties propertyNames minProperties maxProperties dependencies not if
  then else definitions tsType x-when x-keys x-reserved`.split(/\s+/),
)

/** What holds for each place of a schema once its references are resolved. */
export interface Rule {
  /** The rule, its error and its test: what a schema of values does. */
  readonly sentence: string
  /** What to do where it is broken. */
  readonly hint: string
  readonly isKept: (place: Place) => boolean
}

/** The rules of schemas of values. */
export const rules: readonly Rule[] = [
  {
    sentence: 'uses only keywords that every Helm and editor reads alike',
    hint: 'say it by type, enum, minimum, maximum, pattern and their like',
    isKept: ({ schema }) => Object.keys(schema).every((keyword) => keywords.has(keyword)),
  },
  {
    sentence: 'describes each key in one line that starts with a capital and has no full stop',
    hint: 'write "description": "What it is for"',
    isKept: ({ schema, role }) =>
      isCondition(role) || /^[A-Z][^\n]{1,150}[^.\n]$/.test(schema.description ?? ''),
  },
  {
    sentence: 'gives each value a type',
    hint: 'write "type": "string", or what it is',
    isKept: ({ schema, role }) => isCondition(role) || schema.type !== undefined,
  },
  {
    sentence: 'gives each leaf a default',
    hint: 'write "default", which may be "", 0, {} or [] for none',
    isKept: ({ schema, role, isInEntry }) =>
      role !== 'property' ||
      isInEntry ||
      schema.properties !== undefined ||
      schema.default !== undefined,
  },
  {
    sentence: 'has no null',
    hint: 'use "", 0, {} or [] for none',
    isKept: ({ schema: { type, default: value, enum: values } }) =>
      !/"null"|[:[,]null/.test(JSON.stringify({ type, value, values })),
  },
  {
    sentence: 'is strict: an object lists its keys, or is a map with a rule for them',
    hint: 'write "additionalProperties": false, or "propertyNames" for a map',
    isKept: ({ schema, role, isInEntry }) =>
      schema.type !== 'object' ||
      isCondition(role) ||
      (isInEntry && schema.additionalProperties !== undefined) || // as it says itself
      schema.additionalProperties === false ||
      (schema.propertyNames ?? schema['x-keys']) !== undefined,
  },
  {
    sentence: 'requires a key only in an entry of a map or list',
    hint: 'give the keys a default instead',
    isKept: ({ schema, isInEntry }) => schema.required === undefined || isInEntry,
  },
  {
    sentence: 'bounds each number on both sides',
    hint: 'write "minimum" and "maximum"',
    isKept: ({ schema, role }) =>
      isCondition(role) ||
      !isNumeric(schema) ||
      (schema.minimum !== undefined && schema.maximum !== undefined),
  },
  {
    sentence: 'says of each pattern what the text must be',
    hint: 'write "patternErrorMessage": "must …", without a full stop',
    isKept: ({ schema }) =>
      schema.pattern === undefined || /^must .*[^.]$/.test(schema.patternErrorMessage ?? ''),
  },
  {
    sentence: 'anchors each pattern, and keeps to what RE2 and ECMAScript read alike',
    hint: 'begin with ^ and keep to classes, groups and ? * + {n,m}',
    isKept: ({ schema }) =>
      patternsOf(schema).every((pattern) => patternFault(pattern) === undefined),
  },
]

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
