import type { ErrorObject } from 'ajv'
import { suggestion } from '../errors/suggestion.ts'
import type { Schema } from './schema.ts'

/** What a broken rule of a schema means to someone who writes values. */
export interface Breach {
  readonly code: string
  readonly message: string
  readonly hint?: string
  /** The key inside the checked map that the breach is about. */
  readonly key?: string
}

/** Puts an error of a verbose ajv into words; undefined for one that only repeats another. */
export function explainBreach(error: ErrorObject): Breach | undefined {
  const schema = (error.parentSchema ?? {}) as Schema // what ajv was given
  const { data, params, propertyName } = error
  if (error.keyword === 'if' || error.keyword === 'propertyNames') return undefined
  if (error.keyword === 'required') return missingKey(params['missingProperty'])
  if (error.keyword === 'additionalProperties') {
    return unknownKey(params['additionalProperty'], Object.keys(schema.properties ?? {}))
  }
  const { code, rule } = rules[error.keyword]?.(params, schema) ?? other(error)
  const message = `${shown(propertyName ?? data)} ${schema.errorMessage ?? rule}`
  if (propertyName !== undefined) return { code: 'values-key', message, key: propertyName }
  const hint = hintFor(error.keyword, data, schema)
  return { code, message, ...(hint !== undefined && { hint }) }
}

type Params = ErrorObject['params']
type Rule = (params: Params, schema: Schema) => { readonly code: string; readonly rule: string }

const range: Rule = ({ comparison, limit }) => ({
  code: 'values-range',
  rule: `must be ${comparisons[comparison] ?? comparison} ${limit}`,
})

const comparisons: Readonly<Record<string, string>> = {
  '<=': 'at most',
  '>=': 'at least',
  '<': 'less than',
  '>': 'more than',
}

const count =
  (bound: string, noun: string): Rule =>
  ({ limit }) => ({
    code: 'values-length',
    rule: `must have ${bound} ${limit} ${limit === 1 ? noun : plurals[noun]}`,
  })

const plurals: Readonly<Record<string, string>> = {
  character: 'characters',
  item: 'items',
  entry: 'entries',
}

/** The rules that a value can break, by keyword. */
const rules: Readonly<Record<string, Rule>> = {
  type: ({ type }) => ({ code: 'values-type', rule: `must be ${typesInWords(type)}` }),
  enum: (_, schema) => ({ code: 'values-choice', rule: `must be ${choice(schema.enum ?? [])}` }),
  const: (_, schema) => ({ code: 'values-choice', rule: `must be ${shown(schema.const)}` }),
  minimum: range,
  maximum: range,
  exclusiveMinimum: range,
  exclusiveMaximum: range,
  multipleOf: ({ multipleOf }) => ({
    code: 'values-range',
    rule: `must be a multiple of ${multipleOf}`,
  }),
  pattern: ({ pattern }, schema) => ({
    code: 'values-pattern',
    rule: schema.patternErrorMessage ?? `must match ${pattern}`,
  }),
  minLength: ({ limit }, schema) =>
    limit === 1
      ? { code: 'values-length', rule: 'must not be empty' }
      : count('at least', 'character')({ limit }, schema),
  maxLength: count('at most', 'character'),
  minItems: count('at least', 'item'),
  maxItems: count('at most', 'item'),
  minProperties: count('at least', 'entry'),
  maxProperties: count('at most', 'entry'),
  uniqueItems: ({ i, j }) => ({
    code: 'values-unique',
    rule: `must not hold the same item twice: items ${j} and ${i} are equal`,
  }),
  not: () => ({ code: 'values-not', rule: 'is not allowed here' }),
  'false schema': () => ({ code: 'values-reserved', rule: 'cannot stand here: the chart sets this key itself' }),
}

function other({ message }: ErrorObject): { readonly code: string; readonly rule: string } {
  return { code: 'values-schema', rule: message ?? 'does not fit the schema' }
}

function unknownKey(key: string, known: readonly string[]): Breach {
  const close = suggestion(key, known)
  const list = known.length > 0 ? `known keys: ${known.join(', ')}` : 'this map takes no keys'
  const hint = close === undefined ? list : `did you mean ${close}?`
  return { code: 'values-unknown-key', message: `there is no key ${key} here`, hint, key }
}

function missingKey(key: string): Breach {
  return { code: 'values-missing-key', message: `the key ${key} is missing`, hint: 'add it', key }
}

const typeNames: Readonly<Record<string, string>> = {
  integer: 'a whole number',
  number: 'a number',
  string: 'text',
  boolean: 'true or false',
  object: 'a map',
  array: 'a list',
  null: 'null',
}
