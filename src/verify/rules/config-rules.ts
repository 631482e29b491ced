import { keysOf } from './config-provider.ts'
import { configReadings, type ConfigReading } from './config-reading.ts'
import type { Release } from './release.ts'
import { rule, type Rule, type Violation } from './rule.ts'

/** Rules on what pods read from ConfigMaps and Secrets. */
export const configRules: readonly Rule[] = [
  rule('every ConfigMap that a pod reads exists and has the key', (release) =>
    unresolved(release, 'ConfigMap'),
  ),
  rule('every Secret that a pod reads exists and has the key', (release) =>
    unresolved(release, 'Secret'),
  ),
]

function unresolved(release: Release, kind: ConfigReading['kind']): readonly Violation[] {
  return release.pods.flatMap((pod) =>
    configReadings(pod)
      .filter((reading) => reading.kind === kind)
      .flatMap((reading) => {
        const { name, key, at } = reading
        const keys = keysOf(release, reading, pod.owner.namespace)
        if (keys === undefined)
          return [{ manifest: pod.owner, at, detail: `nothing renders ${name}`, hint: hints[kind] }]
        if (key === undefined || keys === 'any' || keys.includes(key)) return []
        return [{ manifest: pod.owner, at, detail: `${name} has no key ${key}` }]
      }),
  )
}

const hints: Readonly<Record<ConfigReading['kind'], string>> = {
  ConfigMap: 'check the name, or say that it exists outside the chart',
  Secret: 'check the name, or say that it exists outside the chart (provider existing)',
}
