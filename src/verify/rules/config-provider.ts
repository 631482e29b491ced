import { at, fields, items, text } from '../fields.ts'
import type { Manifest } from '../manifest.ts'
import type { ConfigReading } from './config-reading.ts'
import { find, findExisting, ofKind, type Release } from './release.ts'

/** The keys that a ConfigMap or Secret will hold. */
export type Keys = 'any' | readonly string[]

/** The keys of what a pod reads, or undefined when nothing provides such an object. */
export function keysOf(
  release: Release,
  { kind, name }: Pick<ConfigReading, 'kind' | 'name'>,
  namespace: string,
): Keys | undefined {
  const rendered = find(release, { kind, name, namespace })
  if (rendered) return ownKeys(rendered)
  const made = kind === 'Secret' ? operatorKeys(release, name, namespace) : undefined
  if (made) return made
  const outside = findExisting(release, { kind, name })
  return outside && (outside.keys ?? 'any')
}

function ownKeys({ body }: Manifest): Keys {
  return ['data', 'stringData', 'binaryData'].flatMap((part) => Object.keys(fields(body[part])))
}

/** Secrets that the operators of External Secrets and cert-manager make. */
function operatorKeys(release: Release, name: string, namespace: string): Keys | undefined {
  const makes = (one: Manifest, target: string | undefined): boolean =>
    one.namespace === namespace && target === name
  const external = ofKind(release, 'ExternalSecret', 'external-secrets.io').find((one) =>
    makes(one, text(at(one.body, 'spec', 'target', 'name')) ?? one.name),
  )
  if (external) return externalKeys(external)
  const certificate = ofKind(release, 'Certificate', 'cert-manager.io').find((one) =>
    makes(one, text(at(one.body, 'spec', 'secretName'))),
  )
  return certificate && ['tls.crt', 'tls.key', 'ca.crt']
}

/** With a template the keys are those of the template, from dataFrom they may be any. */
function externalKeys({ body }: Manifest): Keys {
  const template = at(body, 'spec', 'target', 'template')
  if (at(body, 'spec', 'dataFrom') !== undefined || at(template, 'templateFrom') !== undefined)
    return 'any'
  const templated = Object.keys(fields(at(template, 'data')))
  const fetched = items(at(body, 'spec', 'data')).map(({ secretKey }) => String(secretKey))
  return templated.length > 0 && at(template, 'mergePolicy') !== 'Merge'
    ? templated
    : [...templated, ...fetched]
}
