import { at, items, text, texts } from '../fields.ts'
import type { Manifest } from '../manifest.ts'
import { keysOf } from './config-provider.ts'
import { configReadings, type ConfigReading } from './config-reading.ts'
import type { Pod } from './pod.ts'
import { ofKind, type Release } from './release.ts'
import { rule, type Rule, type Violation } from './rule.ts'

/** Rules on what pods read from ConfigMaps and Secrets. */
export const configRules: readonly Rule[] = [
  rule('every ConfigMap that a pod reads exists and has the key', (release) =>
    unresolved(release, 'ConfigMap'),
  ),
  rule('every Secret that a pod reads exists and has the key', (release) =>
    unresolved(release, 'Secret'),
  ),
  // A warning, because the controller has a certificate of its own to fall back on.
  rule(
    'every Secret with the certificate of an Ingress exists',
    (release) =>
      ofKind(release, 'Ingress', 'networking.k8s.io')
        .filter((ingress) => !certManagerMakes(ingress))
        .flatMap((manifest) =>
          items(at(manifest.body, 'spec', 'tls'))
            .flatMap(({ secretName }) => text(secretName) ?? [])
            .filter((name) => !keysOf(release, { kind: 'Secret', name }, manifest.namespace))
            .map((name) => ({
              manifest,
              at: 'spec.tls',
              detail: `nothing renders ${name}`,
              hint: hints.Secret,
            })),
        ),
    'warning',
  ),
]

/** It makes the Secrets that an Ingress names when an annotation asks it to. */
function certManagerMakes({ body }: Manifest): boolean {
  const annotations = Object.keys(texts(at(body, 'metadata', 'annotations')))
  return annotations.some((key) => /^cert-manager\.io\/(cluster-)?issuer$/.test(key))
}

function unresolved(release: Release, kind: ConfigReading['kind']): readonly Violation[] {
  const missing = new Set<string>()
  return readings(release, kind).flatMap(({ pod, reading }) => {
    const { name, key, at } = reading
    const manifest = pod.owner
    const keys = keysOf(release, reading, manifest.namespace)
    if (keys !== undefined)
      return key === undefined || keys === 'any' || keys.includes(key)
        ? []
        : [{ manifest, at, detail: `${name} has no key ${key}` }]
    // Once is enough: a Secret that someone forgot is often read in many places.
    const isNew = !missing.has(name)
    missing.add(name)
    return isNew ? [{ manifest, at, detail: `nothing renders ${name}`, hint: hints[kind] }] : []
  })
}

function readings(
  { pods }: Release,
  kind: ConfigReading['kind'],
): readonly { readonly pod: Pod; readonly reading: ConfigReading }[] {
  return pods.flatMap((pod) =>
    configReadings(pod)
      .filter((reading) => reading.kind === kind)
      .map((reading) => ({ pod, reading })),
  )
}

const hints: Readonly<Record<ConfigReading['kind'], string>> = {
  ConfigMap: 'check the name, or say that it exists outside the chart',
  Secret: 'check the name, or say that it exists outside the chart (provider existing)',
}
