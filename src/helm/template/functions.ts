import { amount, TemplateFailure } from '../../template/evaluate/functions.ts'
import { whole } from './arguments.ts'
import { NilPointer } from './nil-pointer.ts'
import { sprig } from './sprig.ts'

/** What a function gives; its arguments are computed when it asks for them. */
export type Evaluate = (args: Iterable<unknown>) => unknown

/** Functions that the core has no word for: its printer puts them where Go needs them, or `raw` does. */
export const further: Readonly<Record<string, Evaluate>> = {
  ...sprig,
  ternary: ([yes, no, test]) => {
    if (typeof test === 'boolean') return test ? yes : no
    throw new TemplateFailure(`a template takes ${String(test)} for true or false`)
  },
  int: ([value]) => whole(value),
  int64: ([value]) => whole(value),
  div: ([dividend, divisor]) => quotient(dividend, divisor),
  mulf: (factors) => [...factors].map(amount).reduce(decimalProduct, 1),
  list: (items) => [...items],
  mod: ([dividend, divisor]) => whole(dividend) - whole(divisor) * quotient(dividend, divisor),
  divf: ([first, ...divisors]) => divisors.map(amount).reduce((a, b) => a / b, amount(first)),
  addf: (terms) => [...terms].map(amount).reduce((a, b) => a + b, 0),
  subf: ([first, ...terms]) => terms.map(amount).reduce((a, b) => a - b, amount(first)),
}

/** Of integers, as Go divides them. */
function quotient(dividend: unknown, divisor: unknown): number {
  const by = whole(divisor)
  if (by !== 0) return Math.trunc(whole(dividend) / by)
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
