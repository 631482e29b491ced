import type { FunctionName } from '../evaluate/functions.ts'
import type { Builtin, BuiltinPath, Call, RawType } from './node.ts'
import type { Path, PathValue } from './path.ts'
import type { Expr } from './templated.ts'
import { operand, type Operand } from './text.ts'

export { text, type Operand } from './text.ts'

function call(name: FunctionName, ...args: readonly Operand<unknown>[]): Call {
  return Object.freeze({ '~kind': 'call', name, args: Object.freeze(args.map(operand)) })
}

function builtin(path: BuiltinPath): Builtin {
  return Object.freeze({ '~kind': 'builtin', path })
}

/** The release that Helm installs. */
export const release: {
  readonly name: Expr<string>
  readonly namespace: Expr<string>
  readonly service: Expr<string>
} = {
  name: builtin('Release.Name'),
  namespace: builtin('Release.Namespace'),
  service: builtin('Release.Service'),
}

/** The chart that the template belongs to. */
export const chart: {
  /** Whether it is told: what a checksum is made of does not know it. */
  readonly isKnown: Expr<string>
  readonly name: Expr<string>
  readonly version: Expr<string>
  readonly appVersion: Expr<string>
} = {
  isKnown: builtin('Chart'),
  name: builtin('Chart.Name'),
  version: builtin('Chart.Version'),
  appVersion: builtin('Chart.AppVersion'),
}

/** What lies at a dotted path below an expression: `at(item, 'image.tag')`. */
export function at<T, P extends Path<T>>(from: Expr<T>, path: P): Expr<PathValue<T, P>> {
  const kind = from['~kind']
  if (kind !== 'value' && kind !== 'variable' && kind !== 'argument') {
    throw new TypeError(`a path cannot follow a ${kind} expression`)
  }
  return Object.freeze({
    ...from,
    path: Object.freeze([...from.path, ...path.split('.')]),
  }) as Expr<PathValue<T, P>> // the same node kind, one step deeper
}

/**
 * A template expression as its author spells it, for what the core has no word for. The holes are
 * nodes and stand as arguments; the text has no `.` of its own, which may be anything at its place.
 * `compute` does the same on the values of the holes, so that the chart can still be evaluated.
 */
export function raw<T>(
  type: RawType,
  compute: (...holes: readonly never[]) => T,
): (strings: TemplateStringsArray, ...holes: readonly Expr<unknown>[]) => Expr<T> {
  return (strings, ...holes) =>
    Object.freeze({
      '~kind': 'raw',
      type,
      strings: Object.freeze([...strings]),
      holes: Object.freeze(holes.map(operand)),
      compute: compute as (...holes: readonly unknown[]) => unknown,
    })
}

/** The rendered text of another template file of the same chart, without its version. */
export function templateFile(name: string): Expr<string> {
  return Object.freeze({ '~kind': 'template-file', name })
}

/** Both sides are equal; numbers are compared as numbers. */
export const eq = <T extends string | number | boolean>(a: Expr<T>, b: Operand<T>): Expr<boolean> =>
  call('eq', a, b)
/** The sides differ. */
export const ne = <T extends string | number | boolean>(a: Expr<T>, b: Operand<T>): Expr<boolean> =>
  call('ne', a, b)
/** The first number is greater. */
export const gt = (a: Expr<number>, b: Operand<number>): Expr<boolean> => call('gt', a, b)
/** The first number is smaller. */
export const lt = (a: Expr<number>, b: Operand<number>): Expr<boolean> => call('lt', a, b)
/** All hold (in the sense of templates: not false, zero or empty). */
export const and = (...all: readonly Expr<unknown>[]): Expr<boolean> => call('and', ...all)
/** At least one holds. */
export const or = (...any: readonly Expr<unknown>[]): Expr<boolean> => call('or', ...any)
/** Does not hold: is false, zero or empty. */
export const not = (condition: Expr<unknown>): Expr<boolean> => call('not', condition)
/** The expression, or the fallback where it is false, zero or empty. */
export const defaultTo = <T>(value: Expr<T>, fallback: Operand<T>): Expr<T> =>
  call('default', fallback, value)
/** One of two values. */
export const choose = <T>(condition: Expr<unknown>, yes: Operand<T>, no: Operand<T>): Expr<T> =>
  call('ternary', yes, no, call('not', call('empty', condition)))
/** SHA-256 as 64 hexadecimal digits. */
export const sha256 = (value: Expr<string>): Expr<string> => call('sha256sum', value)
/** The first bytes of a text: its first characters, while they are ASCII. */
export const truncate = (length: number, value: Expr<string>): Expr<string> =>
  call('trunc', length, value)
/** Base64, as the `data` of a Secret wants it. */
export const base64 = (value: Expr<string>): Expr<string> => call('b64enc', value)
/** Percent-encoded for any part of a URL. */
export const urlEncode = (value: Expr<string>): Expr<string> =>
  call('replace', '+', '%20', call('urlquery', value)) // `urlquery` writes a blank as `+`, which only a query may
/** Each occurrence of a text (which is not empty) replaced. */
export const replace = (from: string, to: string, value: Expr<string>): Expr<string> => {
  if (from === '') throw new TypeError('an empty text occurs everywhere: it cannot be replaced')
  return call('replace', from, to, value)
}
/** The strings of a list in one text. */
export const join = (separator: string, list: Expr<readonly string[]>): Expr<string> =>
  call('join', separator, list)
/** The sum of integers. */
export const add = (...terms: readonly Operand<number>[]): Expr<number> => call('add', ...terms)
/** The difference of two integers. */
export const sub = (a: Operand<number>, b: Operand<number>): Expr<number> => call('sub', a, b)
/** The product of integers. */
export const mul = (...factors: readonly Operand<number>[]): Expr<number> => call('mul', ...factors)
/** The number of entries of a map or a list. */
export const length = (collection: Expr<unknown>): Expr<number> => call('len', collection)
/** The number that a text spells. */
export const number = (value: Expr<string>): Expr<number> => call('float64', value)
/** The text between double quotes, with the escapes of Go and YAML, for configuration files. */
export const quote = (value: Expr<string>): Expr<string> => call('quote', value)
/** Any value as JSON on one line, with `<`, `>` and `&` as escapes. */
export const json = (value: Expr<unknown>): Expr<string> => call('toJson', value)
/** The value, or an error with this advice from Helm where it is empty. */
export const required = <T>(advice: string, value: Expr<T>): Expr<T> =>
  call('required', advice, value)
/** The map has an entry of this name, be it empty. */
export const hasKey = (map: Expr<object>, key: Operand<string>): Expr<boolean> =>
  call('hasKey', map, key)
/** The list holds this text. */
export const has = (item: Expr<string>, list: Expr<readonly string[]>): Expr<boolean> =>
  call('has', item, list)
/** A list of texts. */
export const listOf = (items: readonly string[]): Expr<readonly string[]> => call('list', ...items)
/** The map without some of its keys. */
export const omit = <T extends object, K extends keyof T & string>(
  from: Expr<T>,
  ...keys: readonly K[]
): Expr<Omit<T, K>> => call('omit', from, ...keys)
/** Stops the rendering with this advice. */
export const fail = (advice: Operand<string>): Expr<string> => call('fail', advice)
