import type { ValueType } from './value-type.ts'

/** What the core knows of a template function of Helm. */
export interface TemplateFunction {
  /** What it gives; `argument` is the type of its last argument. */
  readonly type: ValueType | 'argument'
  /** Written as a pipeline, `.Values.x | default 1`, as chart authors do. */
  readonly piped?: boolean
  /** Compares numbers, which come from values as floats: integers are cast first. */
  readonly casts?: boolean
  /** The same on plain values; arguments in the order of the call. */
  readonly evaluate: (...args: readonly unknown[]) => unknown
}

/** Stands for a digest in evaluated objects, since only Helm has the rendered text; 8 characters, so that `trunc 8` keeps it whole. */
export const digestMark = '<sha256>'

/** Empty in the sense of templates: false, zero, an empty text, map or list, or nothing at all. */
export function isEmpty(value: unknown): boolean {
  if (value === undefined || value === null || value === false || value === 0 || value === '') return true
  return typeof value === 'object' && Object.keys(value).length === 0
}

/** Text of a value as a template prints it. */
export function asText(value: unknown): string {
  return typeof value === 'object' ? JSON.stringify(value) : String(value)
}

const numbers = (args: readonly unknown[]): readonly number[] => args.map(Number)

/** Go's url.QueryEscape: everything but letters, digits and `-._~` is encoded, a blank becomes `+`. */
const queryEscape = (value: string): string =>
  encodeURIComponent(value)
    .replace(/[!'()*]/g, (mark) => `%${mark.charCodeAt(0).toString(16).toUpperCase()}`)
    .replaceAll('%20', '+')

/** Thrown by `fail` and `required` while a chart is evaluated. */
export class TemplateFailure extends Error {
  override readonly name = 'TemplateFailure'
}

/** Helm's functions that templates of the core may call. */
export const functions: Readonly<Record<string, TemplateFunction>> = {
  eq: { type: 'boolean', casts: true, evaluate: (a, b) => a === b },
  ne: { type: 'boolean', casts: true, evaluate: (a, b) => a !== b },
  gt: { type: 'boolean', casts: true, evaluate: (a, b) => Number(a) > Number(b) },
  lt: { type: 'boolean', casts: true, evaluate: (a, b) => Number(a) < Number(b) },
  and: { type: 'any', evaluate: (...all) => all.find(isEmpty) ?? all.at(-1) },
  or: { type: 'any', evaluate: (...any) => any.find((one) => !isEmpty(one)) ?? any.at(-1) },
  not: { type: 'boolean', evaluate: isEmpty },
  empty: { type: 'boolean', evaluate: isEmpty },
  default: { type: 'argument', piped: true, evaluate: (fallback, value) => (isEmpty(value) ? fallback : value) },
  ternary: { type: 'argument', evaluate: (yes, no, condition) => (condition === true ? yes : no) },
  add: { type: 'integer', evaluate: (...terms) => numbers(terms).reduce((a, b) => a + b, 0) },
  sub: { type: 'integer', evaluate: (a, b) => Number(a) - Number(b) },
  mul: { type: 'integer', evaluate: (...factors) => numbers(factors).reduce((a, b) => a * b, 1) },
  len: { type: 'integer', evaluate: (of) => (typeof of === 'string' ? of.length : Object.keys(of ?? {}).length) },
  int64: { type: 'integer', piped: true, evaluate: (value) => Math.trunc(Number(value)) },
  sha256sum: { type: 'string', piped: true, evaluate: () => digestMark },
  trunc: { type: 'string', piped: true, evaluate: (length, value) => asText(value).slice(0, Number(length)) },
  b64enc: { type: 'string', piped: true, evaluate: (value) => Buffer.from(asText(value)).toString('base64') },
  urlquery: { type: 'string', piped: true, evaluate: (value) => queryEscape(asText(value)) },
  replace: { type: 'string', piped: true, evaluate: (from, to, value) => asText(value).replaceAll(asText(from), asText(to)) },
  join: { type: 'string', piped: true, evaluate: (separator, list) => (list as readonly unknown[]).map(asText).join(asText(separator)) },
  quote: { type: 'string', piped: true, evaluate: (value) => JSON.stringify(asText(value)) },
  toJson: { type: 'string', piped: true, evaluate: (value) => JSON.stringify(value) },
  required: {
    type: 'argument',
    piped: true,
    evaluate: (advice, value) => {
      if (value === undefined || value === null || value === '') throw new TemplateFailure(asText(advice))
      return value
    },
  },
  fail: {
    type: 'string',
    evaluate: (advice) => {
      throw new TemplateFailure(asText(advice))
    },
  },
}
