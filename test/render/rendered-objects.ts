import { digestMark } from '../../src/template/evaluate/functions.ts'
import { parseDocuments } from '../../src/helm/yaml/parse.ts'

interface Manifest {
  readonly apiVersion?: string
  readonly kind?: string
  readonly metadata?: { readonly name?: string; readonly namespace?: string }
}

/** What Helm printed, as objects by their identity, with digests as the evaluator writes them. */
export function renderedObjects(manifests: string): Readonly<Record<string, unknown>> {
  return byIdentity(parseDocuments(manifests).map(withoutDigests))
}

/** Objects by kind, namespace and name; two of one identity are an error. */
export function byIdentity(objects: readonly unknown[]): Readonly<Record<string, unknown>> {
  const pairs = objects
    .filter((one) => one !== null && one !== undefined)
    .map((one) => [identityOf(one), one] as const)
  if (new Set(pairs.map(([identity]) => identity)).size < pairs.length)
    throw new Error('two objects have one identity')
  return Object.fromEntries(pairs)
}

function identityOf(object: unknown): string {
  const { apiVersion, kind, metadata } = object as Manifest // rendered by Helm, or as Helm would
  const { namespace, name } = metadata ?? {}
  return [apiVersion, kind, namespace, name].filter(Boolean).join(' ')
}

/** Only Helm has the text that it takes digests of: a hash in a Job's name, a checksum annotation. */
function withoutDigests(part: unknown): unknown {
  if (typeof part === 'string') {
    return part
      .replace(/^[0-9a-f]{64}$/, digestMark)
      .replace(/(-(job|migrate|provision))-[0-9a-f]{8}$/, `$1-${digestMark}`)
  }
  if (Array.isArray(part)) return part.map(withoutDigests)
  if (typeof part !== 'object' || part === null) return part
  return Object.fromEntries(
    Object.entries(part).map(([key, value]) => [key, withoutDigests(value)]),
  )
}
