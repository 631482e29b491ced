import type { Problem } from '../errors/chart-error.ts'
import { didYouMean } from '../errors/suggestion.ts'
import { formatPath } from '../helm/yaml/yaml-path.ts'
import { type Violation, checkSchema, type Sound } from './check-schema.ts'
import type { Table } from '../helm/merge/coalesce.ts'
import { familiarKeyHint } from './familiar-keys.ts'
import { nowhere, type Sources } from '../values/locate.ts'
import { isWriteOnly } from '../schema/schema-at.ts'
import type { Schema } from '../schema/schema.ts'
import { hintFor, ruleInWords, shown } from './schema-rules.ts'

/**
 * Checks merged values by a chart's schema and gives Helm's verdict: there is a problem if, and
 * only if, Helm refuses them. A problem has its place where the sources know the value.
 */
export function schemaProblems(
  schema: Schema,
  values: Readonly<Table>,
  sources: Sources = nowhere,
  sound?: Sound,
): readonly Problem[] {
  const problems = checkSchema(schema, values, sound).map((violation) => {
    const problem = toProblem(violation, sources)
    return isWriteOnly(schema, violation.path)
      ? withoutSecret(problem, violation, sources)
      : problem
  })
  return [...new Map(problems.map((one) => [`${one.path} ${one.message}`, one])).values()]
}

/** A violation in words, where the value is. */
export function toProblem(violation: Violation, sources: Sources): Problem {
  const { keyword, path, key } = violation
  if (key === undefined) return wrongValue(violation, sources)
  const place = sources.locate(isMissing(keyword) ? path : [...path, key], 'key')
  return { path: formatPath([...path, key]), ...keyFault(violation, key), ...place }
}

/** Whether a violation is about a key that is not there. */
const isMissing = (keyword: string): boolean =>
  ['required', 'dependencies', 'dependentRequired'].includes(keyword)

function wrongValue(violation: Violation, { locate, wordAt }: Sources): Problem {
  const { keyword, path, value } = violation
  const isWord = typeof value === 'number' || typeof value === 'boolean'
  const word = isWord ? wordAt(path) : undefined
  const place = locate(path)
  const hint = hintFor(violation, { word, place })
  return {
    code: `values-${keyword.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`,
    path: formatPath(path),
    message: `${written(value, word)} ${ruleInWords(violation)}`,
    ...(hint !== undefined && { hint }),
    ...place,
  }
}

/** What is wrong with a secret is told, but not the secret. */
export function withoutSecret(
  problem: Problem,
  violation: Violation,
  { locate, wordAt }: Sources,
): Problem {
  const { key, path } = violation
  if (key !== undefined) return problem
  const { hint: _, ...rest } = problem
  const hint = hintFor(violation, { word: wordAt(path), place: locate(path), isSecret: true })
  const message = `this secret ${ruleInWords(violation)}`
  return { ...rest, message, ...(hint !== undefined && { hint }) }
}

/** `yes (read as true)`: a value as its writer knows it. */
function written(value: unknown, word: string | undefined): string {
  const text = shown(value)
  const isOther = word !== undefined && word !== text
  return isOther ? `${word} (read as ${text})` : text
}

function keyFault(violation: Violation, key: string): Omit<Problem, 'path'> {
  switch (violation.keyword) {
    case 'required':
      return {
        code: 'values-missing-key',
        message: `the key ${key} is missing`,
        hint: hintForMissing(key, violation.schema.properties?.[key]),
      }
    case 'dependencies':
    case 'dependentRequired':
      return {
        code: 'values-missing-key',
        message: `the key ${key} is missing, which others here ask for`,
        hint: 'add it, or leave out what asks for it',
      }
    case 'unevaluatedProperties':
    case 'additionalProperties':
      return {
        code: 'values-unknown-key',
        message: `there is no key ${key} here`,
        hint: hintForKey(key, Object.keys(violation.schema.properties ?? {})),
      }
    case 'patternProperties':
      return {
        code: 'values-reserved-key',
        message: `${key} cannot be set here: the chart sets it itself`,
        hint: 'leave it out',
      }
    default:
      return { code: 'values-key', message: `${shown(key)} ${ruleInWords(violation)}` }
  }
}

/** Where another key is what asks for it, only one value may do. */
function hintForMissing(key: string, { const: only }: Schema = {}): string {
  return only === undefined ? 'add it: it has no default' : `add it: ${key}: ${String(only)}`
}

function hintForKey(key: string, known: readonly string[]): string {
  const all = known.length > 0 ? `the keys here are ${known.join(', ')}` : 'no key can stand here'
  return familiarKeyHint(key, known) ?? didYouMean(key, known, all)
}
