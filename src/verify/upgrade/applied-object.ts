import { fields, type Fields } from '../fields.ts'
import type { Manifest } from '../manifest.ts'

/** A release, by which Helm knows its objects. */
export interface ReleaseName {
  readonly release: string
  readonly namespace: string
}

/** The object as Helm sends it: with the label and the annotations by which it knows it again. */
export function appliedObject({ body }: Manifest, { release, namespace }: ReleaseName): Fields {
  const metadata = fields(body['metadata'])
  return {
    ...body,
    metadata: {
      ...metadata,
      labels: { ...fields(metadata['labels']), [managedBy]: 'Helm' },
      annotations: {
        ...fields(metadata['annotations']),
        [releaseName]: release,
        [releaseNamespace]: namespace,
      },
    },
  }
}

/** Whose object it is to Helm: undefined where it belongs to this release. */
export function otherOwner(
  object: unknown,
  { release, namespace }: ReleaseName,
): string | undefined {
  const { labels, annotations } = fields(fields(object)['metadata'])
  const { [releaseName]: name, [releaseNamespace]: where } = fields(annotations)
  if (fields(labels)[managedBy] !== 'Helm' || name === undefined) return 'no release'
  if (name === release && where === namespace) return undefined
  return `release ${String(name)}${where === namespace ? '' : ` in ${String(where)}`}`
}

const managedBy = 'app.kubernetes.io/managed-by'
const releaseName = 'meta.helm.sh/release-name'
const releaseNamespace = 'meta.helm.sh/release-namespace'
