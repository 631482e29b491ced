import { resolveInteger, type ScalarValue } from './resolve-scalar.ts'

/**
 * The string that a map key becomes on its way from YAML to JSON in sigs.k8s.io/yaml (`on` is
 * "true", `0x10` is "16"); undefined for keys that Helm refuses: null and integers beyond 63 bits.
 */
export function keyText(value: ScalarValue, source: string): string | undefined {
  if (value === null) return undefined
  if (typeof value !== 'number') return String(value)
  const whole = resolveInteger(source)
  if (whole === undefined) return floatText(Math.fround(value))
  return whole < 2n ** 63n ? String(whole) : undefined
}

/** Go's shortest `%g` of a single-precision float, spelt as YAML where it is not finite. */
function floatText(value: number): string {
  if (Number.isNaN(value)) return '.nan'
  if (Object.is(value, -0)) return '-0'
  if (!Number.isFinite(value)) return value < 0 ? '-.inf' : '.inf'
  const precisions = [0, 1, 2, 3, 4, 5, 6, 7, 8]
  const digits = precisions.find((n) => Math.fround(Number(value.toExponential(n))) === value)
  const [mantissa = '', exponent = ''] = value.toExponential(digits).split('e')
  const power = Number(exponent)
  if (power >= -4 && power < 6) return String(Number(`${mantissa}e${power}`))
  return `${mantissa}e${power < 0 ? '-' : '+'}${String(Math.abs(power)).padStart(2, '0')}`
}
