/** What there are alerts and dashboards for; `http` is any program that counts its requests. */
export const measured = [
  'elasticsearch',
  'http',
  'kafka',
  'mongodb',
  'nginx',
  'postgresql',
  'rabbitmq',
  'redis',
] as const

/** One of them. */
export type Measured = (typeof measured)[number]

/** A port of a component's pods where Prometheus finds metrics. */
export interface MetricsPort {
  /** Its name in the container: that of a further one is `metrics` or ends in `-metrics`. */
  readonly name: string
  readonly port: number
  /** Where the metrics are. Default: `/metrics`. */
  readonly path?: string
  /** What they are metrics of, where there are alerts and dashboards for it. */
  readonly of?: Measured
}

/** A component whose pods fetch the metrics of the others. */
export interface Scraper {
  readonly name: string
  /** Key of the namespace where it lives; undefined for that of the release. */
  readonly namespace: string | undefined
}

/** What is known of the metrics of a component: its ports, and who of the platform fetches them. */
export interface Monitored {
  readonly metrics: readonly MetricsPort[]
  readonly scrapers: readonly Scraper[]
}

/** Whether some component has metrics of this. */
export function isMeasured(
  components: readonly { readonly metrics?: readonly MetricsPort[] }[],
  subject: Measured,
): boolean {
  return components.some(({ metrics = [] }) => metrics.some((port) => port.of === subject))
}

/** Whether a port is one for metrics by its name, as Prometheus finds those beside the first. */
export function isMetricsName(name: string): boolean {
  return /^(.+-)?metrics$/.test(name)
}
