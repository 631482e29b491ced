import { suggestion } from '../errors/suggestion.ts'
import { resolveScalar } from '../helm/yaml/resolve-scalar.ts'
import { type Violation, checkSchema } from './check-schema.ts'
import { isPlainOption, type Place } from '../values/locate.ts'
import type { Schema } from '../schema/schema.ts'
import { foreignRules } from '../helm/json-schema/rule-words.ts'
import { plainPattern } from '../helm/json-schema/plain-pattern.ts'
import { writeSet, writeSetString } from '../helm/set/write-set.ts'

/**
 * Says what a value must be, as the end of a sentence that begins with the value. The schema's own
 * words come first; they are what editors show, too.
 */
export function ruleInWords({ keyword, schema, value }: Violation): string {
  const own = keyword === 'pattern' ? schema.patternErrorMessage : undefined
  const said = [own, schema.errorMessage].find((text) => typeof text === 'string')
  return said ?? rules[keyword]?.(schema, value) ?? 'is not allowed here'
}

/** How a value was given. */
export interface Given {
  /** A number or a word as it is written in a file. */
  readonly word?: string | undefined
  readonly place?: Place | undefined
  /** A secret is not repeated. */
  readonly isSecret?: boolean
}

/** What to do about a value of the wrong type, or one that is almost right. */
export function hintFor(violation: Violation, given: Given = {}): string | undefined {
  const { keyword, schema, value } = violation
  if (typeof schema['x-hint'] === 'string') return schema['x-hint']
  if (keyword === 'enum') {
    const close = suggestion(String(value), (schema.enum ?? []).map(String))
    return close === undefined ? undefined : `did you mean ${close}?`
  }
  if (keyword !== 'type') return undefined
  if (value === null) return 'leave the key out to have the default'
  const types = [schema.type ?? []].flat()
  if (typeof value === 'string')
    return fitsUnquoted(value, types) ? unquoted(violation, given) : undefined
  return types.includes('string') && typeof value !== 'object'
    ? quoted(violation, given)
    : undefined
}

function unquoted({ value, path }: Violation, { place, isSecret }: Given): string {
  const scalar = resolveScalar(String(value))
  if (isSecret) return 'write it without quotes'
  return isPlainOption(place)
    ? `write ${writeSet(path, scalar)}`
    : `write ${String(scalar)} without quotes`
}

/** A number or a word as text, if a text such as that is allowed. */
function quoted({ schema, value, path }: Violation, { word, place, isSecret }: Given): string {
  const text = word ?? String(value)
  const [wrong] = checkSchema(textRules(schema), text)
  if (wrong) return `as text it ${ruleInWords(wrong)}`
  const told = isSecret ? '…' : text
  return isPlainOption(place)
    ? `write ${writeSetString(path, told)}`
    : `write "${told}" with quotes`
}

/** What a schema says of texts. */
function textRules(schema: Schema): Schema {
  const rules = [
    'pattern',
    'patternErrorMessage',
    'enum',
    'const',
    'minLength',
    'maxLength',
  ] as const
  const isReadable = schema.pattern === undefined || isSameInJavaScript(schema.pattern)
  const told = isReadable ? rules : rules.filter((rule) => rule !== 'pattern')
  return Object.fromEntries(told.flatMap((rule) => (rule in schema ? [[rule, schema[rule]]] : [])))
}

const isSameInJavaScript = (pattern: string): boolean => plainPattern(pattern)?.source === pattern

/** A value as people write it, short enough for a line. */
export function shown(value: unknown): string {
  if (Array.isArray(value)) return 'this list'
  if (typeof value === 'object' && value !== null) return 'this map'
  const text = JSON.stringify(value)
  return text.length > 60 ? `${text.slice(0, 57)}…"` : text
}

type Rule = (schema: Schema, value: unknown) => string

const rules: Readonly<Record<string, Rule | undefined>> = {
  type: ({ type = [] }) =>
    `must be ${either([type].flat().map((name) => typeNames[name] ?? name))}`,
  enum: ({ enum: choices = [] }) => `must be ${either(few(choices.map(shown)))}`,
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
  ...foreignRules,
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

/** Not more choices than a person reads. */
function few(choices: readonly string[]): readonly string[] {
  return choices.length > 24 ? [...choices.slice(0, 23), '…'] : choices
}

/** `a`, `a or b`, `a, b or c`. */
function either(choices: readonly string[]): string {
  const last = choices.at(-1) ?? 'nothing'
  return choices.length < 2 ? last : `${choices.slice(0, -1).join(', ')} or ${last}`
}
