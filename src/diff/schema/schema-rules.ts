import { isDeepStrictEqual } from 'node:util'
import { ruleInWords } from '../../validate/schema-rules.ts'
import { isTable } from '../../helm/merge/coalesce.ts'
import type { Schema } from '../../schema/schema.ts'
import type { Plain } from './alternatives.ts'

/** A keyword by which a schema allows less than it did, in words. */
export interface StricterRule {
  readonly keyword: keyof Foreign
  readonly message: string
  /** It changed in a way that may allow less, or not: nobody can say in general. */
  readonly isUncertain: boolean
}

type IsStricter = (old: Foreign, next: Foreign) => boolean

/** A schema of any hand, which may use what ours do not. */
export type Foreign = Schema & {
  readonly exclusiveMinimum?: number | boolean
  readonly exclusiveMaximum?: number | boolean
  readonly multipleOf?: number
  readonly format?: string
}

/** The keywords that bear on one value, each with the question whether the next version allows less. */
const rules: Partial<Record<keyof Foreign, IsStricter>> = {
  type: (old, { type: next }) => next !== undefined && !includesTypes(next, typesOf(old)),
  enum: (old, { enum: next }) =>
    next !== undefined && !(choicesOf(old)?.every((value) => has(next, value)) ?? false),
  const: (old, next) => next.const !== undefined && !isDeepStrictEqual(old.const, next.const),
  minimum: (old, next) =>
    typeof next.exclusiveMinimum !== 'number' && isHigher(least(next), least(old)),
  exclusiveMinimum: (old, next) =>
    typeof next.exclusiveMinimum === 'number' && isHigher(least(next), least(old)),
  maximum: (old, next) =>
    typeof next.exclusiveMaximum !== 'number' && isHigher(greatest(next), greatest(old)),
  exclusiveMaximum: (old, next) =>
    typeof next.exclusiveMaximum === 'number' && isHigher(greatest(next), greatest(old)),
  multipleOf: ({ multipleOf: old }, { multipleOf: next }) =>
    next !== undefined && (old === undefined || !Number.isInteger(old / next)),
  minLength: ({ minLength: old = 0 }, { minLength: next = 0 }) => next > old,
  maxLength: ({ maxLength: old = Infinity }, { maxLength: next = Infinity }) => next < old,
  minItems: ({ minItems: old = 0 }, { minItems: next = 0 }) => next > old,
  maxItems: ({ maxItems: old = Infinity }, { maxItems: next = Infinity }) => next < old,
  minProperties: ({ minProperties: old = 0 }, { minProperties: next = 0 }) => next > old,
  maxProperties: ({ maxProperties: old = Infinity }, { maxProperties: next = Infinity }) =>
    next < old,
  pattern: ({ pattern: old }, { pattern: next }) => next !== undefined && next !== old,
  format: ({ format: old }, { format: next }) => next !== undefined && next !== old,
  uniqueItems: ({ uniqueItems: old = false }, { uniqueItems: next = false }) => next && !old,
}

/** What a rule is about, where that is one type: it says nothing of others. */
const about: Partial<Record<keyof Foreign, readonly string[]>> = {
  minimum: ['integer', 'number'],
  exclusiveMinimum: ['integer', 'number'],
  maximum: ['integer', 'number'],
  exclusiveMaximum: ['integer', 'number'],
  multipleOf: ['integer', 'number'],
  minLength: ['string'],
  maxLength: ['string'],
  pattern: ['string'],
  format: ['string'],
  minItems: ['array'],
  maxItems: ['array'],
  uniqueItems: ['array'],
  minProperties: ['object'],
  maxProperties: ['object'],
}

/** The types of values that a schema may allow; undefined for all. */
export function typesOf({ type, ...rest }: Foreign): readonly string[] | undefined {
  if (type !== undefined) return [type].flat()
  return choicesOf(rest)?.map((value) => {
    if (Array.isArray(value)) return 'array'
    if (Number.isInteger(value)) return 'integer'
    return value === null ? 'null' : typeof value
  })
}

function choicesOf({ enum: choices, const: only }: Foreign): readonly unknown[] | undefined {
  return choices ?? (only === undefined ? undefined : [only])
}

/** A bound, and whether it is good itself: of two that are equal, the one that is not is higher. */
type Bound = readonly [value: number, isOutside: boolean]

const least = ({ minimum, exclusiveMinimum }: Foreign): Bound => bound(minimum, exclusiveMinimum)

/** With the sign turned, so that the stricter one is the higher one, too. */
const greatest = ({ maximum, exclusiveMaximum }: Foreign): Bound =>
  bound(
    maximum === undefined ? undefined : -maximum,
    typeof exclusiveMaximum === 'number' ? -exclusiveMaximum : exclusiveMaximum,
  )

/** In draft-04 `exclusiveMinimum` is a word on `minimum`. */
function bound(value = -Infinity, exclusive: number | boolean = false): Bound {
  if (typeof exclusive === 'boolean') return [value, exclusive]
  return isHigher([exclusive, true], [value, false]) ? [exclusive, true] : [value, false]
}

function isHigher([next, isNextOutside]: Bound, [old, isOldOutside]: Bound): boolean {
  return next > old || (next === old && isNextOutside && !isOldOutside)
}

/** The rules of a value that allow less than before. */
export function stricterRules(old: Foreign, next: Foreign): readonly StricterRule[] {
  const keywords = Object.keys(rules) as (keyof Foreign)[] // the keys of the table above
  const types = typesOf(old)
  return keywords
    .filter((keyword) => about[keyword]?.some((one) => types?.includes(one) ?? true) ?? true)
    .filter((keyword) => rules[keyword]?.(old, next))
    .map((keyword) => stricterRule(keyword, old, next))
}

/** Formats are only asserted up to draft-07, and nobody says of two patterns which one allows more. */
function stricterRule(keyword: keyof Foreign, old: Foreign, next: Foreign): StricterRule {
  const rule = ruleInWords({
    keyword: keyword as keyof Schema,
    schema: next,
    value: undefined,
    path: [],
  }) // by the name
  const hasChanged = keyword === 'pattern' && old.pattern !== undefined
  const message = hasChanged
    ? `the value ${rule} (the pattern has changed)`
    : `the value now ${rule}`
  return { keyword, message, isUncertain: hasChanged || keyword === 'format' }
}

/** Keywords by which a value is more than its parts; what cannot be joined (`rests`) is like them. */
const conditions = [
  'if',
  'then',
  'else',
  'not',
  'dependencies',
  'dependentRequired',
  'dependentSchemas',
  'patternProperties',
  'contains',
  'minContains',
  'maxContains',
  'prefixItems',
  'additionalItems',
  'unevaluatedItems',
  'unevaluatedProperties',
  'rests',
] as const

/** The conditions that a next version has and an old one had not in that form. */
export function changedConditions(
  old: Plain,
  next: Plain,
  same: (a: unknown, b: unknown) => boolean,
): { readonly keywords: readonly string[]; readonly isNew: boolean } {
  const keywords = conditions.filter(
    (one) =>
      next[one] !== undefined &&
      next[one] !== true &&
      !same(ruleOf(one, old), ruleOf(one, next)) &&
      !((one === 'then' || one === 'else') && next['if'] === undefined),
  )
  return { keywords, isNew: conditions.every((one) => old[one] === undefined) }
}

/** What a condition says, however names that it refuses are written. */
function ruleOf(keyword: (typeof conditions)[number], schema: Plain): unknown {
  const patterns = schema['patternProperties']
  if (keyword !== 'patternProperties' || !isTable(patterns)) return schema[keyword]
  if (!Object.values(patterns).every((one) => one === false)) return patterns
  return Object.keys(patterns)
    .flatMap((pattern) => /^\^\(?([^()]*)\)?\$$/.exec(pattern)?.[1]?.split('|') ?? [pattern])
    .toSorted()
}

/** Whether all of the old types are among the next ones; an integer is a number, too. */
function includesTypes(next: Schema['type'], old: readonly string[] | undefined): boolean {
  const known = [next ?? []].flat()
  if (old === undefined) return false
  return old.every(
    (type) => known.includes(type) || (type === 'integer' && known.includes('number')),
  )
}

function has(values: readonly unknown[], value: unknown): boolean {
  return values.some((one) => isDeepStrictEqual(one, value))
}
