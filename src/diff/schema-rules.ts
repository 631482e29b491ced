import { isDeepStrictEqual } from 'node:util'
import { ruleInWords } from '../validate/schema-rules.ts'
import type { Schema } from '../schema/schema.ts'

/** A keyword by which a schema allows less than it did, in words. */
export interface StricterRule {
  readonly keyword: keyof Schema
  readonly message: string
  /** It changed in a way that may allow less, or not: nobody can say in general. */
  readonly isUncertain: boolean
}

type IsStricter = (old: Schema, next: Schema) => boolean

/** The keywords that bear on one value, each with the question whether the next version allows less. */
const rules: Partial<Record<keyof Schema, IsStricter>> = {
  type: ({ type: old }, { type: next }) => next !== undefined && !includesTypes(next, old),
  enum: ({ enum: old }, { enum: next }) =>
    next !== undefined && !(old?.every((value) => has(next, value)) ?? false),
  const: (old, next) => next.const !== undefined && !isDeepStrictEqual(old.const, next.const),
  minimum: ({ minimum: old = -Infinity }, { minimum: next = -Infinity }) => next > old,
  maximum: ({ maximum: old = Infinity }, { maximum: next = Infinity }) => next < old,
  minLength: ({ minLength: old = 0 }, { minLength: next = 0 }) => next > old,
  maxLength: ({ maxLength: old = Infinity }, { maxLength: next = Infinity }) => next < old,
  minItems: ({ minItems: old = 0 }, { minItems: next = 0 }) => next > old,
  maxItems: ({ maxItems: old = Infinity }, { maxItems: next = Infinity }) => next < old,
  minProperties: ({ minProperties: old = 0 }, { minProperties: next = 0 }) => next > old,
  maxProperties: ({ maxProperties: old = Infinity }, { maxProperties: next = Infinity }) =>
    next < old,
  pattern: ({ pattern: old }, { pattern: next }) => next !== undefined && next !== old,
  uniqueItems: ({ uniqueItems: old = false }, { uniqueItems: next = false }) => next && !old,
}

/** The rules of a value that allow less than before. */
export function stricterRules(old: Schema, next: Schema): readonly StricterRule[] {
  const keywords = Object.keys(rules) as (keyof Schema)[] // the keys of the table above
  const stricter = keywords.filter((keyword) => rules[keyword]?.(old, next))
  return [
    ...stricter.map((keyword) => stricterRule(keyword, old, next)),
    ...changedConditions(old, next),
  ]
}

function stricterRule(keyword: keyof Schema, old: Schema, next: Schema): StricterRule {
  const rule = ruleInWords({ keyword, schema: next, value: undefined, path: [] })
  const isUncertain = keyword === 'pattern' && old.pattern !== undefined
  const message = isUncertain
    ? `the value ${rule} (the pattern has changed)`
    : `the value now ${rule}`
  return { keyword, message, isUncertain }
}

const conditions = ['if', 'then', 'else', 'not', 'dependencies', 'patternProperties'] as const

function changedConditions(old: Schema, next: Schema): readonly StricterRule[] {
  const changed = conditions.filter(
    (one) => next[one] !== undefined && !isDeepStrictEqual(ruleOf(one, old), ruleOf(one, next)),
  )
  const [keyword] = changed
  if (!keyword) return []
  const isNew = conditions.every((one) => old[one] === undefined)
  const message = isNew
    ? 'there is now a rule about how values combine here'
    : 'the rule about how values combine here has changed'
  return [{ keyword, message, isUncertain: !isNew }]
}

/** What a condition says, however names that it refuses are written. */
function ruleOf(keyword: (typeof conditions)[number], schema: Schema): unknown {
  if (keyword !== 'patternProperties') return schema[keyword]
  return Object.keys(schema.patternProperties ?? {})
    .flatMap((pattern) => /^\^\(?([^()]*)\)?\$$/.exec(pattern)?.[1]?.split('|') ?? [pattern])
    .toSorted()
}

/** Whether all of the old types are among the next ones; an integer is a number, too. */
function includesTypes(next: Schema['type'], old: Schema['type']): boolean {
  const [known, before] = [[next ?? []].flat(), [old ?? []].flat()]
  if (old === undefined) return false
  return before.every(
    (type) => known.includes(type) || (type === 'integer' && known.includes('number')),
  )
}

function has(values: readonly unknown[], value: unknown): boolean {
  return values.some((one) => isDeepStrictEqual(one, value))
}
