import type { Problem } from '../errors/chart-error.ts'
import { suggestion } from '../errors/suggestion.ts'
import { resolved } from '../schema/schema-at.ts'
import type { Schema } from '../schema/schema.ts'
import { own } from '../values/value.ts'
import { formatPath } from '../helm/yaml/yaml-path.ts'
import { foldDependencies } from './fold-dependencies.ts'
import { stricterRules } from './schema-rules.ts'

/** Two versions of what may stand at a place. */
interface Versions {
  readonly old: Schema
  readonly next: Schema
  /** `*` stands for every key or item. */
  readonly path: readonly string[]
  readonly roots: { readonly old: Schema; readonly next: Schema }
  /** References that were followed on the way here: a schema may refer to itself. */
  readonly through: readonly string[]
}

/** What a schema allowed and the next version of it refuses: the ways in which values may break. */
export function schemaChanges(before: Schema, after: Schema): readonly Problem[] {
  const [old, next] = [foldDependencies(before), foldDependencies(after)]
  return compare({ old, next, path: [], roots: { old, next }, through: [] })
}

function compare({ old, next, path, roots, through }: Versions): readonly Problem[] {
  const references = `${old.$ref} ${next.$ref}`
  if (old.$ref !== undefined && through.includes(references)) return []
  const versions: Versions = {
    old: resolved(old, roots.old) ?? {},
    next: resolved(next, roots.next) ?? {},
    path,
    roots,
    through: [...through, references],
  }
  const rules = stricterRules(versions.old, versions.next)
  const problems = rules.map(({ keyword, message, isUncertain }): Problem => ({
    code: `narrowed-${keyword.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`,
    path: formatPath(path),
    message,
    ...(isUncertain && { severity: 'warning' }),
  }))
  if (rules.some(({ keyword }) => keyword === 'type')) return problems
  return [...problems, ...keyProblems(versions), ...below(versions).flatMap(compare)]
}

/** Keys that are gone, that must be there now, or that no map may have any longer. */
function keyProblems({ old, next, path }: Versions): readonly Problem[] {
  const [before, after] = [Object.keys(old.properties ?? {}), Object.keys(next.properties ?? {})]
  const isMap = typeof next.additionalProperties === 'object'
  const gone = isMap ? [] : before.filter((key) => !after.includes(key))
  const added = after.filter((key) => !before.includes(key))
  const needed = (next.required ?? []).filter((key) => !(old.required ?? []).includes(key))
  const isClosed = next.additionalProperties === false && old.additionalProperties !== false
  return [
    ...gone.map((key) => goneKey([...path, key], suggestion(key, added), path)),
    ...needed.map((key) => ({
      code: 'required-key',
      path: formatPath([...path, key]),
      message: 'the key must be set now',
    })),
    ...(isClosed && old.type === 'object' ? [closedMap(path)] : []),
  ]
}

function goneKey(
  path: readonly string[],
  renamed: string | undefined,
  above: readonly string[],
): Problem {
  const hint = renamed === undefined ? undefined : `is it ${formatPath([...above, renamed])} now?`
  return {
    code: 'removed-key',
    path: formatPath(path),
    message: 'the key is gone',
    ...(hint !== undefined && { hint }),
  }
}

function closedMap(path: readonly string[]): Problem {
  const message = 'keys that the schema does not list are refused now'
  return { code: 'closed-map', path: formatPath(path), message }
}

/** The schemas inside that both versions have. */
function below({ old, next, ...rest }: Versions): readonly Versions[] {
  const [before, after] = [old.properties ?? {}, next.properties ?? {}]
  const pair = (key: string, from?: Schema, to?: Schema): readonly Versions[] =>
    from && to ? [{ ...rest, path: [...rest.path, key], old: from, next: to }] : []
  const keys = new Set([...Object.keys(before), ...Object.keys(after)])
  const listed = [...keys].flatMap((key) =>
    pair(key, own(before, key) ?? entryOf(old), own(after, key) ?? entryOf(next)),
  )
  return [
    ...listed,
    ...pair('*', entryOf(old), entryOf(next)),
    ...pair('*', old.items, next.items),
    ...pair('*', old.propertyNames ?? { type: 'string' }, next.propertyNames),
  ]
}

function entryOf({ additionalProperties }: Schema): Schema | undefined {
  return typeof additionalProperties === 'object' ? additionalProperties : undefined
}
