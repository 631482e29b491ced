import { TemplateFailure } from '../../template/evaluate/functions.ts'
import { NilPointer } from './nil-pointer.ts'

/**
 * The parameters that are texts in Go, by their position; `every` for all. Source: the signatures of
 * Sprig 3.3 and of Helm's own functions.
 */
const textParameters: Readonly<Record<string, 'every' | readonly number[]>> = {
  replace: 'every',
  trunc: [1],
  b64enc: [0],
  sha256sum: [0],
  contains: 'every',
  hasPrefix: 'every',
  hasSuffix: 'every',
  regexFind: 'every',
  regexMatch: 'every',
  printf: [0],
  lookup: 'every',
  fail: [0],
  required: [0],
  join: [0],
  hasKey: [1],
  get: [1],
}

/** The parameters that are maps in Go. */
const mapParameters: typeof textParameters = {
  hasKey: [0],
  get: [0],
  unset: [0],
  omit: [0],
  pick: [0],
  keys: 'every',
  values: 'every',
  merge: 'every',
  mergeOverwrite: 'every',
}

/**
 * Go takes a nothing for an empty map, unless it is what a field holds: `(index .Values "a")` may be
 * one where `.Values.a` may not.
 */
export function asEmptyMap(name: string, index: number): boolean {
  const parameters = Object.hasOwn(mapParameters, name) ? mapParameters[name] : undefined
  return parameters === 'every' || parameters?.includes(index) === true
}

/** Fails as Go does where a function gets no text for a parameter that is one. */
export function asArgument(name: string, index: number, value: unknown): unknown {
  const parameters = Object.hasOwn(textParameters, name) ? textParameters[name] : undefined
  if (parameters !== 'every' && parameters?.includes(index) !== true) return value
  if (typeof value === 'string') return value
  if (value === undefined || value === null) throw new NilPointer('invalid value; expected string')
  throw new TemplateFailure(`wrong type for value; expected string; got ${typeof value}`)
}
