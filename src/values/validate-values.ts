import { Ajv, type ErrorObject, type ValidateFunction } from 'ajv'
import type { Problem } from '../errors/chart-error.ts'
import { suggestion } from '../errors/suggestion.ts'
import { formatPath, type YamlPath } from '../yaml/yaml-path.ts'
import type { Table } from './coalesce.ts'
import type { Locate } from './locate.ts'
import type { Schema } from './schema.ts'
import { hintFor, ruleInWords, shown } from './schema-rules.ts'

/**
 * Checks merged values by a chart's schema and gives Helm's verdict: no problem, if and only if
 * Helm takes them. Each problem has its place where `locate` knows the value.
 */
export function validateValues(
  schema: Schema,
  values: Readonly<Table>,
  locate: Locate = () => undefined,
): readonly Problem[] {
  const validate = compiled(schema)
  if (validate(values)) return []
  const problems = (validate.errors ?? []).flatMap((error) => explain(error, values, locate))
  return [...new Map(problems.map((one) => [`${one.path} ${one.message}`, one])).values()]
}

const known = new WeakMap<Schema, ValidateFunction>()

function compiled(schema: Schema): ValidateFunction {
  const validate = known.get(schema) ?? new Ajv(asHelm).compile(schema)
  known.set(schema, validate)
  return validate
}

/**
 * Helm's validator ignores unknown keywords and what stands beside a `$ref`, never looks at a
 * prototype, and divides exactly. Its regular expressions are RE2's; ours mean the same in both.
 */
const asHelm = {
  strict: false,
  allErrors: true,
  verbose: true,
  ownProperties: true,
  ignoreKeywordsWithRef: true,
  multipleOfPrecision: 8,
  validateFormats: false,
  logger: false, // it would say that ignoreKeywordsWithRef is deprecated; Helm's draft-07 is why it is here
} as const

function explain(error: ErrorObject, values: Readonly<Table>, locate: Locate): readonly Problem[] {
  const { keyword, params, propertyName, data } = error
  const path = pathTo(error.instancePath, values)
  switch (keyword) {
    case 'if':
    case 'propertyNames':
      return [] // a second error says what is wrong
    case 'required':
      return [missingKey(path, params['missingProperty'], locate)]
    case 'additionalProperties':
      return [unknownKey(path, params['additionalProperty'], error, locate)]
  }
  const code = `values-${propertyName === undefined ? codeOf(keyword) : 'key'}`
  const message = `${shown(propertyName ?? data)} ${ruleInWords(error)}`
  if (propertyName !== undefined) {
    const key = [...path, propertyName]
    return [{ code, path: formatPath(key), message, ...locate(key, 'key') }]
  }
  const hint = hintFor(error)
  return [{ code, path: formatPath(path), message, ...(hint && { hint }), ...locate(path) }]
}

function missingKey(path: YamlPath, key: string, locate: Locate): Problem {
  return {
    code: 'values-missing-key',
    path: formatPath([...path, key]),
    message: `the key ${key} is missing`,
    hint: 'add it: it has no default',
    ...locate(path, 'key'),
  }
}

function unknownKey(map: YamlPath, key: string, error: ErrorObject, locate: Locate): Problem {
  const { properties = {} } = (error.parentSchema ?? {}) as Schema // a part of what ajv was given
  const keys = Object.keys(properties)
  const close = suggestion(key, keys)
  const list = keys.length > 0 ? `the keys here are ${keys.join(', ')}` : 'no key can stand here'
  const path = [...map, key]
  return {
    code: 'values-unknown-key',
    path: formatPath(path),
    message: `there is no key ${key} here`,
    hint: close === undefined ? list : `did you mean ${close}?`,
    ...locate(path, 'key'),
  }
}

function codeOf(keyword: string): string {
  if (keyword === 'false schema') return 'reserved-key'
  return keyword.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)
}

/** The keys of a JSON pointer; those that lead into lists are indices. */
function pathTo(pointer: string, values: unknown): YamlPath {
  const path: (string | number)[] = []
  let value = values
  for (const step of pointer.split('/').slice(1)) {
    const key = step.replaceAll('~1', '/').replaceAll('~0', '~')
    path.push(Array.isArray(value) ? Number(key) : key)
    value = (value as Table)[key] // ajv has been there
  }
  return path
}
