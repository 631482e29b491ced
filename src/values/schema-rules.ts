import { suggestion } from '../errors/suggestion.ts'
import { resolveScalar } from '../yaml/resolve-scalar.ts'
import type { Breach } from './check-schema.ts'
import type { Schema } from './schema.ts'

/**
 * Says what a value must be, as the end of a sentence that begins with the value. The schema's own
 * words come first; they are what editors show, too.
 */
export function ruleInWords({ keyword, schema, value }: Breach): string {
  const own = keyword === 'pattern' ? schema.patternErrorMessage : undefined
  return own ?? schema.errorMessage ?? rules[keyword]?.(schema, value) ?? 'is not allowed here'
}

/** What to do about a value of the wrong type, which is written as a word, or one that is almost right. */
export function hintFor({ keyword, schema, value }: Breach, word?: string): string | undefined {
  if (keyword === 'enum') {
    const close = suggestion(String(value), (schema.enum ?? []).map(String))
    return close === undefined ? undefined : `did you mean ${close}?`
  }
  if (keyword !== 'type') return undefined
  if (value === null) return 'leave the key out to have the default'
  const types = [schema.type ?? []].flat()
  if (typeof value === 'string' && fitsUnquoted(value, types))
    return `write ${String(resolveScalar(value))} without quotes`
  const isText = types.includes('string') && typeof value !== 'object'
  return isText ? `write "${word ?? String(value)}" with quotes` : undefined
}

/** A value as people write it, short enough for a line. */
export function shown(value: unknown): string {
  if (Array.isArray(value)) return 'this list'
  if (typeof value === 'object' && value !== null) return 'this map'
  const text = JSON.stringify(value)
  return text.length > 60 ? `${text.slice(0, 57)}…"` : text
}

type Rule = (schema: Schema, value: unknown) => string

const rules: Partial<Record<keyof Schema, Rule>> = {
  type: ({ type = [] }) =>
    `must be ${either([type].flat().map((name) => typeNames[name] ?? name))}`,
  enum: ({ enum: choices = [] }) => `must be ${either(choices.map(shown))}`,
  const: (schema) => `must be ${shown(schema.const)}`,
  minimum: ({ minimum }) => `must be at least ${minimum}`,
  maximum: ({ maximum }) => `must be at most ${maximum}`,
  pattern: ({ pattern }) => `must match ${pattern}`,
  minLength: ({ minLength = 0 }) => atLeast(minLength, 'character'),
  maxLength: ({ maxLength = 0 }) => `must have at most ${counted(maxLength, 'character')}`,
  minItems: ({ minItems = 0 }) => atLeast(minItems, 'item'),
  maxItems: ({ maxItems = 0 }) => `must have at most ${counted(maxItems, 'item')}`,
  minProperties: ({ minProperties = 0 }) => atLeast(minProperties, 'key'),
  maxProperties: ({ maxProperties = 0 }) => `must have at most ${counted(maxProperties, 'key')}`,
  uniqueItems: () => 'must not hold the same item twice',
}

const typeNames: Readonly<Record<string, string>> = {
  integer: 'a whole number',
  number: 'a number',
  string: 'text',
  boolean: 'true or false',
  object: 'a map',
  array: 'a list',
}

function fitsUnquoted(text: string, types: readonly string[]): boolean {
  const value = resolveScalar(text)
  if (typeof value === 'boolean') return types.includes('boolean')
  if (typeof value !== 'number' || !Number.isFinite(value)) return false
  return types.includes('number') || (types.includes('integer') && Number.isInteger(value))
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
