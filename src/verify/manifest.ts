import { parseDocuments } from '../helm/yaml/parse.ts'
import { at, fields, text, type Fields } from './fields.ts'

/** One rendered Kubernetes object. */
export interface Manifest {
  readonly apiVersion: string
  readonly kind: string
  readonly name: string
  readonly namespace: string
  /** The template that rendered it, as Helm names it: `shop/charts/orders/templates/service.yaml`. */
  readonly source: string
  readonly body: Fields
  /** As it was rendered, with the comment that names its source. */
  readonly text: string
}

/** Reads the objects in the output of `helm template`. Throws a ChartError for what is not YAML. */
export type ReadManifests = (rendered: string) => readonly Manifest[]

/** The documents in the output of `helm template`, without the lines between them. */
export function documentsOf(rendered: string): readonly string[] {
  return rendered.split(/^---[ \t]*$/m)
}

/**
 * Makes a reader that knows documents again, whatever blank lines are around them: parsing takes a
 * millisecond an object, and most are the same in every run.
 */
export function manifestReader(namespace: string): ReadManifests {
  const known = new Map<string, readonly Manifest[]>()
  return (rendered) =>
    documentsOf(rendered).flatMap((document) => {
      const key = keepsBlankLines.test(document) ? document : document.trim()
      const manifests = known.get(key) ?? readDocument(document, namespace)
      known.set(key, manifests)
      return manifests.map((one) => (one.text === document ? one : { ...one, text: document }))
    })
}

/** A text that ends with the lines after it. */
const keepsBlankLines = /[|>]\d?\+/

function readDocument(text: string, namespace: string): readonly Manifest[] {
  const [, source = ''] = /^# Source: (.*)$/m.exec(text) ?? []
  return parseDocuments(text, source).map((data) => toManifest(data, { source, namespace, text }))
}

/** An object as a manifest, with what its text does not say of itself. */
export function toManifest(
  data: unknown,
  origin: Pick<Manifest, 'source' | 'namespace' | 'text'>,
): Manifest {
  const body = fields(data)
  return {
    ...origin,
    apiVersion: text(body['apiVersion']) ?? '',
    kind: text(body['kind']) ?? '',
    name: text(at(body, 'metadata', 'name')) ?? '',
    namespace: text(at(body, 'metadata', 'namespace')) ?? origin.namespace,
    body,
  }
}

/** `Deployment/orders`, which is how problems name an object. */
export function titleOf({ kind, name }: Pick<Manifest, 'kind' | 'name'>): string {
  return `${kind}/${name}`
}

/** `apps` of `apps/v1`, and nothing for the core API. */
export function groupOf(apiVersion: string): string {
  return apiVersion.includes('/') ? (apiVersion.split('/')[0] ?? '') : ''
}
