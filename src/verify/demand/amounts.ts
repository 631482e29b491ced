/** What pods and claims take: cores, bytes and numbers. */
export interface Amounts {
  readonly pods: number
  readonly 'requests.cpu': number
  readonly 'limits.cpu': number
  readonly 'requests.memory': number
  readonly 'limits.memory': number
  readonly 'requests.storage': number
  readonly persistentvolumeclaims: number
}

/** A resource, as a ResourceQuota names it. */
export type Resource = keyof Amounts

/** Nothing of anything. */
export const nothing: Amounts = {
  pods: 0,
  'requests.cpu': 0,
  'limits.cpu': 0,
  'requests.memory': 0,
  'limits.memory': 0,
  'requests.storage': 0,
  persistentvolumeclaims: 0,
}

/** Every resource. */
export const resources: readonly Resource[] = Object.keys(nothing) as Resource[] // its own keys

/** For each resource the amount that two others give. */
function combined(
  one: Amounts,
  other: Amounts,
  combine: (a: number, b: number) => number,
): Amounts {
  const entries = resources.map((name) => [name, combine(one[name], other[name])] as const)
  return Object.fromEntries(entries) as Record<Resource, number> // of every resource
}

/** The sum of amounts. */
export function sum(all: readonly Amounts[]): Amounts {
  return all.reduce((one, other) => combined(one, other, exact), nothing)
}

/** Amounts so many times. */
export function times(amounts: Amounts, factor: number): Amounts {
  return combined(amounts, amounts, (one) => rounded(one * factor))
}

/** For each resource the larger of two amounts. */
export function larger(one: Amounts, other: Amounts): Amounts {
  return combined(one, other, Math.max)
}

const exact = (a: number, b: number): number => rounded(a + b)

/** Thousandths of a core, the finest of the scheduler, without the noise of binary fractions. */
function rounded(amount: number): number {
  return Math.round(amount * 1000) / 1000
}
