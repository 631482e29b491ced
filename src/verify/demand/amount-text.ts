import type { Resource } from './amounts.ts'

/** An amount for people, near enough: `2.5` cores to the thousandth, `1.81Gi`, `12` pods. */
export function amountText(resource: Resource, amount: number): string {
  if (!/memory|storage/.test(resource)) return String(Math.round(amount * 1000) / 1000)
  const [unit, size] = units.find(([, least]) => amount >= least) ?? ['', 1]
  return `${Math.round((amount / size) * 100) / 100}${unit}`
}

const units = [
  ['Ti', 2 ** 40],
  ['Gi', 2 ** 30],
  ['Mi', 2 ** 20],
  ['Ki', 2 ** 10],
] as const
