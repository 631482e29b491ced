import { amount, TemplateFailure } from '../../template/evaluate/functions.ts'
import { asText } from '../../template/evaluate/go-text.ts'
import { NilPointer } from './nil-pointer.ts'
import { sprig, table } from './sprig.ts'
import { Unread } from './unread.ts'

/** What a function gives; its arguments are computed when it asks for them. */
export type Evaluate = (args: Iterable<unknown>) => unknown

/** Functions that the core has no word for: its printer puts them where Go needs them, or `raw` does. */
export const further: Readonly<Record<string, Evaluate>> = {
  ...sprig,
  ternary: ([yes, no, test]) => {
    if (typeof test === 'boolean') return test ? yes : no
    throw new TemplateFailure(`a template takes ${String(test)} for true or false`)
  },
  int: ([value]) => Math.trunc(amount(value)),
  int64: ([value]) => Math.trunc(amount(value)),
  div: ([dividend, divisor]) => quotient(dividend, divisor),
  mulf: (factors) => [...factors].map(amount).reduce(decimalProduct, 1),
  toString: ([value]: Iterable<unknown>) => asText(value ?? '<nil>'), // as Go prints nothing
  printf: ([format, ...values]) => formatted(asText(format), values),
  contains: ([part, text]) => asText(text).includes(asText(part)),
  hasPrefix: ([part, text]) => asText(text).startsWith(asText(part)),
  hasSuffix: ([part, text]) => asText(text).endsWith(asText(part)),
  regexFind: ([pattern, text]) => new RegExp(asText(pattern), 'u').exec(asText(text))?.[0] ?? '',
  regexMatch: ([pattern, text]) => new RegExp(asText(pattern), 'u').test(asText(text)),
  list: (items) => [...items],
  dict: (pairs) => dictionary([...pairs]),
  index: ([from, ...keys]) => keys.reduce(itemOf, from),
  get: ([from, key]) => itemOf(table(from), key) ?? '',
  hasKey: ([from, key]) => itemOf(table(from), key) !== undefined,
}

/** Of integers, as Go divides them. */
function quotient(dividend: unknown, divisor: unknown): number {
  const by = Math.trunc(amount(divisor))
  if (by !== 0) return Math.trunc(Math.trunc(amount(dividend)) / by)
  const Failure = divisor === undefined || divisor === null ? NilPointer : TemplateFailure
  throw new Failure('integer divide by zero')
}

/** Sprig multiplies decimals, so that 9 times 0.001 is 0.009 and no more. */
function decimalProduct(a: number, b: number): number {
  const [first, second] = [decimal(a), decimal(b)]
  return Number(`${first.digits * second.digits}e${first.exponent + second.exponent}`)
}

function decimal(value: number): { readonly digits: bigint; readonly exponent: number } {
  const [, whole = '0', fraction = '', exponent = '0'] =
    /^(-?\d+)(?:\.(\d+))?(?:e(.+))?$/.exec(String(value)) ?? []
  return { digits: BigInt(whole + fraction), exponent: Number(exponent) - fraction.length }
}

/** What a map or a list has at a key; undefined for none. */
export function itemOf(from: unknown, key: unknown): unknown {
  if (typeof from !== 'object' || from === null) throw new Unread(`an item of ${String(from)}`)
  const name = String(key)
  return Object.hasOwn(from, name) ? (from as Readonly<Record<string, unknown>>)[name] : undefined
}

function dictionary(pairs: readonly unknown[]): unknown {
  const keys = pairs.filter((_, index) => index % 2 === 0)
  return Object.fromEntries(keys.map((key, index) => [String(key), pairs[2 * index + 1]]))
}

function formatted(format: string, values: readonly unknown[]): string {
  const left = [...values]
  return format.replace(/%(.)/g, (_, verb: string) => {
    if (verb === '%') return '%'
    if (!'svd'.includes(verb)) throw new Unread(`printf %${verb}`)
    return asText(left.shift())
  })
}
