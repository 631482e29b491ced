import { asText, goJson, goQuote, queryEscape } from './go-text.ts'
import type { ValueType } from '../node/value-type.ts'

/** The functions that templates of the core call. */
export type FunctionName =
  | Comparison
  | 'and'
  | 'or'
  | 'not'
  | 'empty'
  | 'default'
  | 'ternary'
  | 'required'
  | 'fail'
  | 'add'
  | 'sub'
  | 'mul'
  | 'len'
  | 'hasKey'
  | 'omit'
  | 'has'
  | 'list'
  | 'float64'
  | 'sha256sum'
  | 'trunc'
  | 'b64enc'
  | 'urlquery'
  | 'replace'
  | 'join'
  | 'quote'
  | 'toJson'

type Comparison = 'eq' | 'ne' | 'gt' | 'lt'

/** What the core knows of a template function of Helm. */
export interface TemplateFunction {
  /** What it gives; `argument` for one of its arguments as it is. */
  readonly type: ValueType | 'argument'
  /** Written as a pipeline, `.Values.x | default 1`, as chart authors do. */
  readonly piped?: boolean
  /** Compares its arguments, which Go does for equal types only. */
  readonly compares?: boolean
  /** The same on plain values, each computed when it is asked for. */
  readonly evaluate: (args: Iterable<unknown>) => unknown
}

/** Stands for a digest, since only Helm has the rendered text; `trunc 8` keeps it whole. */
export const digestMark = '<sha256>'

/** Thrown by `fail` and `required` while a chart is evaluated. */
export class TemplateFailure extends Error {
  override readonly name: string = 'TemplateFailure'
}

/** Empty in the sense of templates: false, zero, an empty text, map or list, or nothing at all. */
export function isEmpty(value: unknown): boolean {
  return typeof value === 'object' && value !== null ? Object.keys(value).length === 0 : !value
}

/** The first argument that decides, or the last: `and` looks for an empty one, `or` for another. */
function deciding(args: Iterable<unknown>, decides: (value: unknown) => boolean): unknown {
  let last: unknown
  for (last of args) if (decides(last)) break
  return last
}

function sizeOf(value: unknown): number {
  return typeof value === 'string' ? Buffer.byteLength(value) : Object.keys(value ?? {}).length
}

function without(from: unknown, keys: readonly unknown[]): unknown {
  return Object.fromEntries(Object.entries(from ?? {}).filter(([key]) => !keys.includes(key)))
}

function firstBytes(length: unknown, text: unknown): string {
  return Buffer.from(asText(text)).subarray(0, Number(length)).toString()
}

/** The number that Helm takes a value for: what is not there, or is no number, is 0. */
export const amount = (value: unknown): number => Number(value ?? 0) || 0

const sum = (a: number, b: unknown): number => a + amount(b)
const product = (a: number, b: unknown): number => a * amount(b) + 0 // integers have no -0

function failure(advice: unknown): never {
  throw new TemplateFailure(asText(advice))
}

const isMissing = (value: unknown): boolean => value === undefined || value === null || value === ''

/** Helm's functions that templates of the core may call. */
export const functions: Readonly<Record<FunctionName, TemplateFunction>> = {
  eq: { type: 'boolean', compares: true, evaluate: ([a, b]) => a === b },
  ne: { type: 'boolean', compares: true, evaluate: ([a, b]) => a !== b },
  gt: { type: 'boolean', compares: true, evaluate: ([a, b]) => Number(a) > Number(b) },
  lt: { type: 'boolean', compares: true, evaluate: ([a, b]) => Number(a) < Number(b) },
  and: { type: 'argument', evaluate: (all) => deciding(all, isEmpty) },
  or: { type: 'argument', evaluate: (any) => deciding(any, (one) => !isEmpty(one)) },
  not: { type: 'boolean', evaluate: ([value]) => isEmpty(value) },
  empty: { type: 'boolean', evaluate: ([value]) => isEmpty(value) },
  default: {
    type: 'argument',
    piped: true,
    evaluate: ([fallback, value]) => (isEmpty(value) ? fallback : value),
  },
  ternary: { type: 'argument', evaluate: ([yes, no, test]) => (test === true ? yes : no) },
  required: {
    type: 'argument',
    piped: true,
    evaluate: ([advice, value]) => (isMissing(value) ? failure(advice) : value),
  },
  fail: { type: 'string', evaluate: ([advice]) => failure(advice) },
  add: { type: 'integer', evaluate: (terms) => [...terms].reduce(sum, 0) },
  sub: { type: 'integer', evaluate: ([a, b]) => amount(a) - amount(b) },
  mul: { type: 'integer', evaluate: (factors) => [...factors].reduce(product, 1) },
  len: { type: 'integer', evaluate: ([of]) => sizeOf(of) },
  hasKey: { type: 'boolean', evaluate: ([from, key]) => Object.hasOwn(from ?? {}, asText(key)) },
  omit: { type: 'map', evaluate: ([from, ...keys]) => without(from, keys) },
  has: {
    type: 'boolean',
    evaluate: ([item, items]) => (items as readonly unknown[]).includes(item),
  }, // of texts
  list: { type: 'list', evaluate: (items) => [...items] },
  float64: { type: 'number', evaluate: ([of]) => amount(of) },
  sha256sum: { type: 'string', piped: true, evaluate: () => digestMark },
  trunc: { type: 'string', piped: true, evaluate: ([length, text]) => firstBytes(length, text) },
  b64enc: {
    type: 'string',
    piped: true,
    evaluate: ([text]) => Buffer.from(asText(text)).toString('base64'),
  },
  urlquery: { type: 'string', piped: true, evaluate: ([text]) => queryEscape(asText(text)) },
  replace: {
    type: 'string',
    piped: true,
    evaluate: ([from, to, text]) => asText(text).replaceAll(asText(from), () => asText(to)),
  },
  join: {
    type: 'string',
    piped: true,
    evaluate: ([separator, list]) =>
      (list as readonly unknown[]).map(asText).join(asText(separator)), // join() takes lists only
  },
  quote: { type: 'string', piped: true, evaluate: ([text]) => goQuote(asText(text)) },
  toJson: { type: 'string', piped: true, evaluate: ([value]) => goJson(value) },
}
