import type { Problem } from '../errors/chart-error.ts'
import { didYouMean } from '../errors/suggestion.ts'
import { formatPath } from '../yaml/yaml-path.ts'
import { type Breach, checkSchema, type Sound } from './check-schema.ts'
import type { Table } from './coalesce.ts'
import { familiarKeyHint } from './familiar-keys.ts'
import { nowhere, type Sources } from './locate.ts'
import { isWriteOnly } from './schema-at.ts'
import type { Schema } from './schema.ts'
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
  const problems = checkSchema(schema, values, sound).map((breach) => {
    const problem = toProblem(breach, sources)
    return isWriteOnly(schema, breach.path) ? withoutSecret(problem, breach, sources) : problem
  })
  return [...new Map(problems.map((one) => [`${one.path} ${one.message}`, one])).values()]
}

/** A breach in words, where the value is. */
export function toProblem(breach: Breach, sources: Sources): Problem {
  const { keyword, path, key } = breach
  if (key === undefined) return wrongValue(breach, sources)
  const place = sources.locate(isMissing(keyword) ? path : [...path, key], 'key')
  return { path: formatPath([...path, key]), ...keyFault(breach, key), ...place }
}

/** Whether a breach is about a key that is not there. */
const isMissing = (keyword: string): boolean =>
  ['required', 'dependencies', 'dependentRequired'].includes(keyword)

function wrongValue(breach: Breach, { locate, wordAt }: Sources): Problem {
  const { keyword, path, value } = breach
  const isWord = typeof value === 'number' || typeof value === 'boolean'
  const word = isWord ? wordAt(path) : undefined
  const place = locate(path)
  const hint = hintFor(breach, { word, place })
  return {
    code: `values-${keyword.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`,
    path: formatPath(path),
    message: `${written(value, word)} ${ruleInWords(breach)}`,
    ...(hint !== undefined && { hint }),
    ...place,
  }
}

/** What is wrong with a secret is told, but not the secret. */
export function withoutSecret(
  problem: Problem,
  breach: Breach,
  { locate, wordAt }: Sources,
): Problem {
  const { key, path } = breach
  if (key !== undefined) return problem
  const { hint: _, ...rest } = problem
  const hint = hintFor(breach, { word: wordAt(path), place: locate(path), isSecret: true })
  const message = `this secret ${ruleInWords(breach)}`
  return { ...rest, message, ...(hint !== undefined && { hint }) }
}

/** `yes (read as true)`: a value as its writer knows it. */
function written(value: unknown, word: string | undefined): string {
  const text = shown(value)
  const isOther = word !== undefined && word !== text
  return isOther ? `${word} (read as ${text})` : text
}

function keyFault(breach: Breach, key: string): Omit<Problem, 'path'> {
  switch (breach.keyword) {
    case 'required':
      return {
        code: 'values-missing-key',
        message: `the key ${key} is missing`,
        hint: hintForMissing(key, breach.schema.properties?.[key]),
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
        hint: hintForKey(key, Object.keys(breach.schema.properties ?? {})),
      }
    case 'patternProperties':
      return {
        code: 'values-reserved-key',
        message: `${key} cannot be set here: the chart sets it itself`,
        hint: 'leave it out',
      }
    default:
      return { code: 'values-key', message: `${shown(key)} ${ruleInWords(breach)}` }
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
