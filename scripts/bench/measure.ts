import type { Medians } from './interleaved.ts'

/** One figure of the benchmark, beside what was measured in the same run to compare it with. */
export interface Measure {
  /** What was measured: `generate ecommerce, in process`. */
  readonly name: string
  readonly figure: number
  readonly unit: Unit
  readonly baseline: Baseline
  /** The whole that was measured over the baseline: this depends least on the machine. */
  readonly ratio: number
  readonly budget: Budget
}

/** What a figure is compared with. */
export interface Baseline {
  readonly name: string
  readonly figure: number
  readonly unit: Unit
}

/** The most that the figure, or the ratio, may be. */
export interface Budget {
  readonly of: 'figure' | 'ratio'
  readonly most: number
}

/** Units of figures: times are medians. */
export type Unit = 'ms' | 'ms/component' | 'ms/object' | 'KiB' | 'bytes' | 'bytes/object'

/** The time of a task beside that of another. */
export function timeBeside(
  name: string,
  baseline: string,
  medians: Medians,
  budget: Budget,
): Measure {
  const [figure, least] = [medians(name), medians(baseline)]
  return {
    name,
    figure,
    unit: 'ms',
    baseline: { name: baseline, figure: least, unit: 'ms' },
    ratio: figure / least,
    budget,
  }
}

/** Whether a measure keeps its budget. */
export function isWithin({ budget, ...measure }: Measure): boolean {
  return measure[budget.of] <= budget.most
}
