import { expect } from 'vitest'

/**
 * Holds the metrics that a real exporter prints, name and names of its labels, against the list in
 * `test/facts/metrics/`, which rules and dashboards are held against. `-u` writes the list anew. What Go
 * and its client library say of the exporter itself is left out.
 */
export async function expectMetrics(exporter: string, ...pages: readonly string[]): Promise<void> {
  const series = pages
    .flatMap((page) => page.split('\n'))
    .filter((line) => /^[a-zA-Z_:]/.test(line))
  const names = [...new Set(series.map(signature))].filter((one) => !/^(go|promhttp)_/.test(one))
  await expect(`${names.toSorted().join('\n')}\n`).toMatchFileSnapshot(
    `../facts/metrics/${exporter}.txt`,
  )
}

/** `name` or `name{label,label}` of a line `name{label="value"} 1`. */
function signature(line: string): string {
  const [name = ''] = line.match(/^[a-zA-Z0-9_:]+/) ?? []
  const labels = [...line.matchAll(/[{,]([a-zA-Z_]\w*)="(?:[^"\\]|\\.)*"/g)].map(
    ([, label]) => label,
  )
  return labels.length > 0 ? `${name}{${labels.toSorted().join(',')}}` : name
}
