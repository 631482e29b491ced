/** The number that a Kubernetes quantity stands for: `250m` is 0.25, `1Ki` is 1024. */
export function parseQuantity(quantity: unknown): number | undefined {
  const [, digits, suffix] = pattern.exec(String(quantity)) ?? []
  if (digits === undefined || suffix === undefined) return undefined
  if (suffix in binary) return Number(digits) * 2 ** (binary[suffix] ?? 0)
  // As text, since 0.001 has no exact double and a product with it may differ from the literal.
  if (suffix in decimal) return Number(`${digits}e${decimal[suffix]}`)
  return Number(digits + suffix)
}

const pattern = /^([+-]?(?:\d+\.?\d*|\.\d+))([KMGTPE]i|[numkMGTPE]|[eE][+-]?\d+|)$/
const binary: Readonly<Record<string, number>> = { Ki: 10, Mi: 20, Gi: 30, Ti: 40, Pi: 50, Ei: 60 }
const decimal: Readonly<Record<string, number>> = {
  n: -9,
  u: -6,
  m: -3,
  k: 3,
  M: 6,
  G: 9,
  T: 12,
  P: 15,
  E: 18,
}
