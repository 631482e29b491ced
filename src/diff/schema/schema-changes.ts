import type { Problem } from '../../errors/chart-error.ts'
import { suggestion } from '../../errors/suggestion.ts'
import { isTable, type Table } from '../../helm/merge/coalesce.ts'
import { formatPath } from '../../helm/yaml/yaml-path.ts'
import type { Schema } from '../../schema/schema.ts'
import { own } from '../../values/value.ts'
import { alternativesOf, type Alternatives, type Plain } from './alternatives.ts'
import { foldDependencies } from './fold-dependencies.ts'
import { sameMeaning } from './same-meaning.ts'
import type { Moved } from '../values/moved-keys.ts'
import { changedConditions, type Foreign, stricterRules, typesOf } from './schema-rules.ts'

/** Where the values of a schema are, and what else is known of them. */
export interface SchemaPlace {
  /** Keys on the way to them, for those of a subchart. */
  readonly path: readonly string[]
  /** Whether the next version still knows a key that its schema does not list. Default: no. */
  readonly isKnown?: (path: readonly string[]) => boolean
  /** What a key was like that the old schema did not list. Default: nobody set it. */
  readonly unlisted?: (path: readonly string[]) => Schema | undefined
  /** Where a key that is gone may be now. Default: one beside it that has almost its name. */
  readonly moved?: Moved
}

/** Two versions of what may stand at a place; `*` stands for every key or item. */
interface Versions {
  readonly old: unknown
  readonly next: unknown
  readonly path: readonly string[]
}

interface Comparing {
  readonly roots: { readonly old: Table; readonly next: Table }
  readonly same: (a: unknown, b: unknown) => boolean
  readonly isKnown: (path: readonly string[]) => boolean
  readonly unlisted: (path: readonly string[]) => Schema | undefined
  readonly moved: Moved
  /** Pairs that are being compared: a schema may refer to itself. */
  readonly underWay: Map<Plain, Set<Plain>>
}

/**
 * What a schema allowed and the next version of it refuses: the ways in which values may break. What
 * cannot be told is unjudged.
 */
export function schemaChanges(
  before: Schema,
  after: Schema,
  {
    path,
    isKnown = () => false,
    unlisted = () => undefined,
    moved = () => undefined,
  }: SchemaPlace = { path: [] },
): readonly Problem[] {
  const [old, next] = [foldDependencies(before), foldDependencies(after)]
  const same = sameMeaning(old, next)
  const roots = { old: old as Table, next: next as Table } // schemas are maps
  return compare(
    { old, next, path },
    { roots, same, isKnown, unlisted, moved, underWay: new Map() },
  )
}

function compare(versions: Versions, comparing: Comparing): readonly Problem[] {
  const { path } = versions
  if (versions.old === false || comparing.same(versions.old, versions.next)) return []
  const [old, next] = [
    alternativesOf(versions.old, comparing.roots.old),
    alternativesOf(versions.next, comparing.roots.next),
  ]
  const unread = [...new Set([...old.unread, ...next.unread])]
  return [
    ...among(old, next, path, comparing),
    ...(next.isExclusive && !isApart(next.all)
      ? [unjudged(path, 'a value that fits two alternatives of oneOf is refused, and they changed')]
      : []),
    ...unread.map((what) => unjudged(path, `${what} in the schema is not followed`)),
  ]
}

/** Each alternative that there was must be within one that there is. */
function among(
  before: Alternatives,
  after: Alternatives,
  path: readonly string[],
  comparing: Comparing,
): readonly Problem[] {
  const all = after.all.length > 1 ? before.all.flatMap(byType) : before.all
  const told = all.flatMap((old): readonly Problem[] => {
    const types = typesOf(old)
    const close = after.all.filter((next) => haveCommonType(types, typesOf(next)))
    if (close.length === 0) return [noAlternative(path, old, after.all)]
    const found = close.map((next) => comparePlain({ old, next, path }, comparing))
    const [first = []] = found
    if (found.some((problems) => problems.length === 0)) return []
    return found.length === 1
      ? first
      : [unjudged(path, 'the alternatives of anyOf or oneOf changed')]
  })
  return [...new Map(told.map((one) => [JSON.stringify(one), one])).values()]
}

/** A schema for values of several types, as one for each. */
function byType(plain: Plain): readonly Plain[] {
  const { type } = plain
  return Array.isArray(type) ? type.map((one: unknown) => ({ ...plain, type: one })) : [plain]
}

function haveCommonType(
  old: readonly string[] | undefined,
  next: readonly string[] | undefined,
): boolean {
  if (old === undefined || next === undefined) return true
  return old.some((type) => next.includes(type) || (type === 'integer' && next.includes('number')))
}

/** Whether no value can fit two of some alternatives, as far as their types say. */
function isApart(all: readonly Plain[]): boolean {
  const types = all.map(typesOf)
  return types.every((one, index) =>
    types.slice(index + 1).every((other) => one && other && !haveCommonType(one, other)),
  )
}

function noAlternative(path: readonly string[], old: Plain, all: readonly Plain[]): Problem {
  const types = all.flatMap((next) => typesOf(next) ?? [])
  const [rule] = stricterRules(old, { type: [...new Set(types)] })
  const message = all.length === 0 ? 'no value is allowed here now' : (rule?.message ?? '')
  return { code: 'narrowed-type', path: formatPath(path), message }
}

type PlainVersions = Versions & { readonly old: Plain; readonly next: Plain }

function comparePlain(versions: PlainVersions, comparing: Comparing): readonly Problem[] {
  const { old, next } = versions
  const partners = comparing.underWay.get(old) ?? new Set()
  if (partners.has(next)) return []
  comparing.underWay.set(old, partners.add(next))
  const problems = rulesAndKeys(versions, comparing)
  partners.delete(next)
  return problems
}

function rulesAndKeys(
  { old, next, path }: PlainVersions,
  comparing: Comparing,
): readonly Problem[] {
  const rules = stricterRules(old as Foreign, next as Foreign)
  const problems = rules.map(({ keyword, message, isUncertain }): Problem => ({
    code: `narrowed-${inKebabCase(keyword)}`,
    path: formatPath(path),
    message,
    ...(isUncertain && { severity: 'warning' }),
  }))
  if (rules.some(({ keyword }) => keyword === 'type')) return problems
  return [
    ...problems,
    ...conditionProblems(old, next, path, comparing),
    ...keyProblems(old as Foreign, next as Foreign, path, comparing),
    ...below(old as Foreign, next as Foreign, path, comparing).flatMap((one) =>
      compare(one, comparing),
    ),
  ]
}

const inKebabCase = (keyword: string): string =>
  keyword.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)

function conditionProblems(
  old: Plain,
  next: Plain,
  path: readonly string[],
  { same }: Comparing,
): readonly Problem[] {
  const { keywords, isNew } = changedConditions(old, next, same)
  const [first] = keywords
  if (first === undefined) return []
  const code = `narrowed-${inKebabCase(first)}`
  const message = 'there is now a rule about how values combine here'
  if (isNew && first !== 'rests') return [{ code, path: formatPath(path), message }]
  const named = keywords.map((one) => (one === 'rests' ? 'allOf' : one)).join(', ')
  const changed = `the rule about how values combine here has changed (${named})`
  return [{ ...unjudged(path, changed), code }]
}

/** Keys that are gone, that must be there now, or that no map may have any longer. */
function keyProblems(
  old: Foreign,
  next: Foreign,
  path: readonly string[],
  { isKnown, moved }: Comparing,
): readonly Problem[] {
  const [before, after] = [Object.keys(old.properties ?? {}), Object.keys(next.properties ?? {})]
  const isMap = typeof next.additionalProperties === 'object'
  const isShut = next.additionalProperties === false
  const gone = before.filter(
    (key) =>
      !isMap &&
      !after.includes(key) &&
      own(old.properties ?? {}, key) !== (false as unknown) &&
      (isShut || !isKnown([...path, key])),
  )
  const added = after.filter((key) => !before.includes(key))
  const needed = (next.required ?? []).filter((key) => !(old.required ?? []).includes(key))
  const isClosed = isShut && old.additionalProperties !== false && !refusesAll(old)
  return [
    ...gone.map((key) => {
      const close = suggestion(key, added)
      const beside = close === undefined ? undefined : [...path, close]
      return goneKey([...path, key], moved([...path, key]) ?? beside, isShut)
    }),
    ...needed.map((key) => ({
      code: 'required-key',
      path: formatPath([...path, key]),
      message: 'the key must be set now',
    })),
    ...(isClosed ? [closedMap(path)] : []),
  ]
}

/** Whether there is no map that it may be. */
function refusesAll(schema: Foreign): boolean {
  return !(typesOf(schema)?.includes('object') ?? true)
}

/** A key that a next version does not know. */
export function goneKey(
  path: readonly string[],
  moved: readonly string[] | undefined,
  isRefused: boolean,
): Problem {
  const hint = moved === undefined ? undefined : `is it ${formatPath(moved)} now?`
  return {
    code: 'removed-key',
    path: formatPath(path),
    message: isRefused
      ? 'the key is gone, and Helm refuses values that set it'
      : 'the key is gone, and what sets it changes nothing any longer',
    ...(hint !== undefined && { hint }),
  }
}

function closedMap(path: readonly string[]): Problem {
  const message = 'keys that the schema does not list are refused now'
  return { code: 'closed-map', path: formatPath(path), message }
}

/** What nobody can say of two schemas. */
function unjudged(path: readonly string[], message: string): Problem {
  return { code: 'schema-not-compared', path: formatPath(path), message, severity: 'unjudged' }
}

/** The schemas inside that both versions have. */
function below(
  old: Foreign,
  next: Foreign,
  path: readonly string[],
  { unlisted }: Comparing,
): readonly Versions[] {
  const [before, after] = [old.properties ?? {}, next.properties ?? {}]
  const pair = (key: string, from: unknown, to: unknown): readonly Versions[] =>
    from !== undefined && to !== undefined ? [{ path: [...path, key], old: from, next: to }] : []
  const keys = new Set([...Object.keys(before), ...Object.keys(after)])
  const listed = [...keys].flatMap((key) =>
    pair(
      key,
      own(before, key) ?? entryOf(old) ?? unlisted([...path, key]),
      own(after, key) ?? entryOf(next),
    ),
  )
  return [
    ...listed,
    ...pair('*', othersOf(old), entryOf(next)),
    ...(Array.isArray(next.items) ? [] : pair('*', old.items ?? {}, next.items)),
    ...pair('*', old.propertyNames ?? { type: 'string' }, next.propertyNames),
  ]
}

/** What the keys are allowed that a schema does not list. */
function othersOf({ additionalProperties = true }: Foreign): unknown {
  return additionalProperties === true ? {} : additionalProperties
}

function entryOf({ additionalProperties }: Schema): unknown {
  return isTable(additionalProperties) ? additionalProperties : undefined
}
