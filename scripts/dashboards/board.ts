/** A question to Prometheus, and what its lines are called. */
export type Query = readonly [expr: string, legend: string]

/** A picture: lines over time, in a unit of Grafana. */
export interface Panel {
  readonly title: string
  readonly unit: 'bytes' | 'cps' | 'ms' | 'ops' | 'percent' | 'reqps' | 's' | 'short'
  readonly queries: readonly Query[]
}

/** A page of pictures. */
export interface Board {
  readonly title: string
  readonly description: string
  readonly rows: Readonly<Record<string, readonly Panel[]>>
}

/** Matches the series that the viewer has chosen. */
export const here = 'namespace=~"$namespace"'

/** A counter by the second. */
export const rate = (metric: string, labels = ''): string =>
  `rate(${metric}{${here}${labels === '' ? '' : `,${labels}`}}[$__rate_interval])`
