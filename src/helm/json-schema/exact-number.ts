/**
 * A number of a schema that no double holds, as it is written. Helm compares by the exact value:
 * 9223372036854775807 is below the double next to it.
 */
export interface ExactNumber {
  readonly [written]: string
}

const written: unique symbol = Symbol('a number as it is written')

/** A quotient of whole numbers; the denominator is above 0. */
export interface Rational {
  readonly numerator: bigint
  readonly denominator: bigint
}

/** Whether a part of a schema is a number. */
export function isNumber(value: unknown): value is number | ExactNumber {
  return typeof value === 'number' || isExact(value)
}

function isExact(value: unknown): value is ExactNumber {
  return typeof value === 'object' && value !== null && written in value
}

/** Reads JSON and keeps its numbers exact. Throws a SyntaxError. */
export function parseExactJson(text: string): unknown {
  const kept: string[] = []
  const marked = text.replaceAll(tokens, (token) => {
    if (token.startsWith('"') || isDouble(token)) return token
    return JSON.stringify(`${mark}${kept.push(token) - 1}`)
  })
  if (kept.length === 0) return JSON.parse(text) as unknown
  return JSON.parse(marked, (_key, value: unknown) => {
    if (typeof value !== 'string' || !value.startsWith(mark)) return value
    return exactNumber(kept[Number(value.slice(mark.length))] ?? '0')
  }) as unknown
}

function exactNumber(text: string): ExactNumber {
  const toNumber = { value: () => Number(text) }
  const asNumber = { valueOf: toNumber, toJSON: toNumber, toString: { value: () => text } }
  return Object.create(null, { ...asNumber, [written]: { value: text } }) as ExactNumber // it has the symbol
}

const tokens = /"(?:[^"\\]|\\.)*"|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][-+]?\d+)?/gs
const mark = '\u0000number '

/** Whether a double is exactly what is written, as Go prints it. */
function isDouble(token: string): boolean {
  if (token.length < 16 && !/[eE]/.test(token)) return true
  const double = Number(token)
  return Number.isFinite(double) && compare(rationalOf(token), rationalOf(String(double))) === 0
}

/** The exact value of a number. A double is what Go prints of it, so 0.3 is three tenths. */
export function exactly(value: number | ExactNumber): Rational {
  return rationalOf(typeof value === 'number' ? String(value) : value[written])
}

/** -1, 0 or 1: whether the first is less than, equal to or greater than the second. */
export function compareNumbers(a: number | ExactNumber, b: number | ExactNumber): number {
  if (typeof a === 'number' && typeof b === 'number') return Math.sign(a - b)
  return compare(exactly(a), exactly(b))
}

/** Whether one number is a whole multiple of another. */
export function isMultiple(value: number, of: number | ExactNumber): boolean {
  if (Number.isSafeInteger(value) && Number.isSafeInteger(of)) return value % (of as number) === 0
  const [a, b] = [exactly(value), exactly(of)]
  return (a.numerator * b.denominator) % (a.denominator * b.numerator) === 0n
}

/** Whether a number is whole: 1.0 is. */
export function isWhole(value: number | ExactNumber): boolean {
  if (typeof value === 'number') return Number.isInteger(value)
  const { numerator, denominator } = exactly(value)
  return numerator % denominator === 0n
}

function compare(a: Rational, b: Rational): number {
  const difference = a.numerator * b.denominator - b.numerator * a.denominator
  return difference < 0n ? -1 : difference > 0n ? 1 : 0
}

function rationalOf(text: string): Rational {
  const [, sign = '', whole = '0', fraction = '', exponent = '0'] =
    /^(-?)(\d+)(?:\.(\d+))?(?:e([-+]?\d+))?$/i.exec(text) ?? []
  const digits = BigInt(`${whole}${fraction}`)
  const numerator = sign === '-' ? -digits : digits
  const power = Number(exponent) - fraction.length
  const scale = 10n ** BigInt(Math.min(Math.abs(power), mostDigits))
  return power < 0
    ? { numerator, denominator: scale }
    : { numerator: numerator * scale, denominator: 1n }
}

/** Beyond any double, so that a longer exponent changes no comparison with one. */
const mostDigits = 5000
