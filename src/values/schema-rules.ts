import type { ErrorObject } from 'ajv'
import { suggestion } from '../errors/suggestion.ts'
import { resolveScalar } from '../yaml/resolve-scalar.ts'
import type { Schema } from './schema.ts'

/**
 * Says what a value must be, as the end of a sentence that begins with the value. The schema's own
 * words come first; they are what editors show, too.
 */
export function ruleInWords({ keyword, params, parentSchema, message }: ErrorObject): string {
  const schema = (parentSchema ?? {}) as Schema // a part of what ajv was given
  const own = keyword === 'pattern' ? schema.patternErrorMessage : undefined
  const rule = rules[keyword]?.(params, schema) ?? message ?? 'does not fit the schema'
  return own ?? schema.errorMessage ?? rule
}

/** What to do about a value of the wrong type, or one that is almost right. */
export function hintFor({ keyword, params, data, parentSchema }: ErrorObject): string | undefined {
  if (keyword === 'enum') {
    const { enum: choices = [] } = (parentSchema ?? {}) as Schema // a part of what ajv was given
    const close = suggestion(String(data), choices.map(String))
    return close === undefined ? undefined : `did you mean ${close}?`
  }
  if (keyword !== 'type') return undefined
  if (data === null) return 'leave the key out to have the default'
  if (typeof data === 'string' && fitsUnquoted(data, [params['type']].flat())) {
    return `write ${data} without quotes`
  }
  const isText = [params['type']].flat().includes('string') && typeof data !== 'object'
  return isText ? `write "${String(data)}" with quotes` : undefined
}

function fitsUnquoted(text: string, types: readonly string[]): boolean {
  const value = resolveScalar(text)
  if (types.includes('boolean') && typeof value === 'boolean') return true
  if (types.includes('integer') && Number.isInteger(value)) return true
  return types.includes('number') && typeof value === 'number'
}

/** A value as people write it, short enough for a line. */
export function shown(value: unknown): string {
  if (Array.isArray(value)) return 'this list'
  if (typeof value === 'object' && value !== null) return 'this map'
  const text = JSON.stringify(value)
  return text.length > 60 ? `${text.slice(0, 57)}…"` : text
}

type Rule = (params: ErrorObject['params'], schema: Schema) => string

const rules: Readonly<Record<string, Rule>> = {
  type: ({ type }) => `must be ${either([type].flat().map((name) => typeNames[name] ?? name))}`,
  enum: (_, { enum: choices = [] }) => `must be ${either(choices.map(shown))}`,
  const: (_, schema) => `must be ${shown(schema.const)}`,
  minimum: ({ limit }) => `must be at least ${limit}`,
  maximum: ({ limit }) => `must be at most ${limit}`,
  pattern: ({ pattern }) => `must match ${pattern}`,
  minLength: ({ limit }) => atLeast(limit, 'character'),
  maxLength: ({ limit }) => `must have at most ${counted(limit, 'character')}`,
  minItems: ({ limit }) => atLeast(limit, 'item'),
  maxItems: ({ limit }) => `must have at most ${counted(limit, 'item')}`,
  minProperties: ({ limit }) => atLeast(limit, 'key'),
  maxProperties: ({ limit }) => `must have at most ${counted(limit, 'key')}`,
  uniqueItems: ({ i, j }) =>
    `must not hold one item twice: numbers ${j + 1} and ${i + 1} are equal`,
  not: () => 'is not allowed here',
  'false schema': () => 'must not be set: the chart sets this key itself',
}

const typeNames: Readonly<Record<string, string>> = {
  integer: 'a whole number',
  number: 'a number',
  string: 'text',
  boolean: 'true or false',
  object: 'a map',
  array: 'a list',
}

function atLeast(limit: number, noun: string): string {
  return limit === 1 ? 'must not be empty' : `must have at least ${counted(limit, noun)}`
}

function counted(amount: number, noun: string): string {
  return `${amount} ${noun}${amount === 1 ? '' : 's'}`
}

/** `a`, `a or b`, `a, b or c`. */
function either(choices: readonly string[]): string {
  const last = choices.at(-1) ?? 'nothing'
  return choices.length < 2 ? last : `${choices.slice(0, -1).join(', ')} or ${last}`
}
