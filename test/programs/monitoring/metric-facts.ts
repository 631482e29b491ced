import { readdirSync, readFileSync } from 'node:fs'

/** Where exporters' metrics are listed, as they print them (`name{label,label}`), and below `documented/` those of what was not run. */
const folder = 'test/facts/metrics'

/** Every metric that a real program printed, or that its documents tell of, and its labels. */
export const knownMetrics: ReadonlyMap<string, ReadonlySet<string>> = new Map(
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.txt'))
    .flatMap((file) => readFileSync(`${folder}/${file}`, 'utf8').split('\n'))
    .flatMap((line) => {
      const [, name, labels = ''] = /^([a-zA-Z_:][\w:]*)(?:\{(.*)\})?$/.exec(line) ?? []
      return name === undefined ? [] : [[name, new Set(labels.split(',').filter(Boolean))] as const]
    }),
)

/** Labels that Prometheus adds to what it finds. */
export const targetLabels: readonly string[] = [
  'container',
  'endpoint',
  'instance',
  'job',
  'namespace',
  'node',
  'pod',
]

interface Selector {
  readonly metric: string
  readonly labels: readonly string[]
}

/** The metrics that a query names, each with the labels that it is chosen by. */
export function selectorsIn(query: string): readonly Selector[] {
  const all = query.matchAll(/([a-zA-Z_:][\w:]*)\{([^}]*)\}/g)
  const chosen = [...all].map(([, metric = '', matchers = '']) => ({
    metric,
    labels: [...matchers.matchAll(/(\w+)\s*(?:=~|!~|!=|=)/g)].map(([, label = '']) => label),
  }))
  const rest = query.replaceAll(/\{[^}]*\}|\[[^\]]*\]|"[^"]*"|\b(?:by|on)\s*\([^)]*\)/g, ' ')
  const bare = [...rest.matchAll(/\b[a-z]+(?:_[a-z0-9]+)+\b(?!\s*\()/g)].map(([metric]) => metric)
  const named = new Set(chosen.map(({ metric }) => metric))
  return [
    ...chosen,
    ...bare.filter((metric) => !named.has(metric)).map((metric) => ({ metric, labels: [] })),
  ]
}

/** What no program prints: metrics, and labels of metrics. */
export function unknownIn(query: string): readonly string[] {
  return selectorsIn(query).flatMap(({ metric, labels }) => {
    const known = knownMetrics.get(metric)
    if (!known) return [metric]
    return labels
      .filter((label) => !known.has(label) && !targetLabels.includes(label))
      .map((label) => `${metric}{${label}}`)
  })
}
