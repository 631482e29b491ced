/** What a YAML scalar can stand for. */
export type ScalarValue = string | number | boolean | null

/**
 * Gives a plain scalar the value that Helm gives it, by the rules of go-yaml v2: YAML 1.1 words,
 * Go's integer literals, YAML 1.2's floats, and no base 60. A float too large for a double stays
 * text; `.inf` and `.nan` are numbers here, which Helm then cannot load.
 */
export function resolveScalar(text: string): ScalarValue {
  const word = words.get(text)
  if (word !== undefined) return word
  if (text.startsWith('.')) return finite(pointFirst, text) ?? text
  const whole = resolveInteger(text)
  return whole === undefined ? (finite(float, withoutGroups(text)) ?? text) : Number(whole)
}

/** The exact integer that a plain scalar stands for, if Go can hold it in 64 bits. */
export function resolveInteger(text: string): bigint | undefined {
  const digits = withoutGroups(text)
  const [, bitsSign, bits] = signedBits.exec(digits) ?? []
  if (bits !== undefined) return inRange(bitsSign, BigInt(`0b${bits}`))
  const [, sign, hex, binary, octal, decimal] = literal.exec(digits) ?? []
  if (hex !== undefined) return inRange(sign, BigInt(`0x${hex}`))
  if (binary !== undefined) return inRange(sign, BigInt(`0b${binary}`))
  if (octal !== undefined) return inRange(sign, BigInt(`0o${octal}`))
  return decimal === undefined ? undefined : inRange(sign, BigInt(decimal))
}

const words: ReadonlyMap<string, ScalarValue> = new Map<string, ScalarValue>([
  ...spellings(null, '', '~', 'null', 'Null', 'NULL'),
  ...spellings(true, 'y', 'Y', 'yes', 'Yes', 'YES', 'true', 'True', 'TRUE', 'on', 'On', 'ON'),
  ...spellings(false, 'n', 'N', 'no', 'No', 'NO', 'false', 'False', 'FALSE', 'off', 'Off', 'OFF'),
  ...spellings(Number.NaN, '.nan', '.NaN', '.NAN'),
  ...spellings(Infinity, '.inf', '.Inf', '.INF', '+.inf', '+.Inf', '+.INF'),
  ...spellings(-Infinity, '-.inf', '-.Inf', '-.INF'),
])

function spellings(value: ScalarValue, ...texts: readonly string[]): [string, ScalarValue][] {
  return texts.map((text) => [text, value])
}

const float = /^[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?$/
/** Only behind a leading point must an underscore stand between two digits. */
const pointFirst = /^\.[0-9]+(_[0-9]+)*([eE][-+]?[0-9]+(_[0-9]+)*)?$/
const literal = /^([-+]?)(?:0[xX]([0-9a-fA-F]+)|0[bB]([01]+)|0[oO]?([0-7]+)|(0|[1-9][0-9]*))$/
/** go-yaml reads the digits behind `0b` a second time, now with a sign. */
const signedBits = /^0b([-+])([01]+)$/

/** `1_000`: YAML 1.1 lets underscores stand anywhere behind the first character. */
function withoutGroups(text: string): string {
  return text.startsWith('_') ? text : text.replaceAll('_', '')
}

function finite(shape: RegExp, text: string): number | undefined {
  const number = shape.test(text) ? Number(text.replaceAll('_', '')) : Infinity
  return Number.isFinite(number) ? number : undefined
}

/** Signed integers have 64 bits; those without a sign may use the last bit as well. */
function inRange(sign: string | undefined, size: bigint): bigint | undefined {
  const limit = sign === '-' ? 2n ** 63n : sign === '+' ? 2n ** 63n - 1n : 2n ** 64n - 1n
  if (size > limit) return undefined
  return sign === '-' ? -size : size
}
