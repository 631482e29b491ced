import { at, items, text } from '../fields.ts'
import { fieldText, type FieldPath, ownedFields } from './field-path.ts'

/** Who owns a field: an entry of the object's `managedFields`. */
export interface Owner {
  /** `kubectl-set`, `argocd-controller`. */
  readonly manager: string
  readonly operation: string
  /** `scale`. */
  readonly subresource?: string
  /** When the manager last wrote to the object (RFC 3339); the API server keeps none for `scale`. */
  readonly time?: string
}

/** A field and everybody who owns it. */
export interface OwnedField {
  readonly path: FieldPath
  readonly owners: readonly Owner[]
}

/** The fields of an object that are owned by somebody for whom the test holds, each once. */
export function fieldsOwnedBy(
  object: unknown,
  test: (owner: Owner) => boolean,
): readonly OwnedField[] {
  const found = new Map<string, { readonly path: FieldPath; readonly owners: Owner[] }>()
  for (const entry of items(at(object, 'metadata', 'managedFields'))) {
    const owner = ownerOf(entry)
    if (owner.subresource === 'status' || !test(owner)) continue
    for (const path of ownedFields(entry['fieldsV1'])) {
      const key = fieldText(path)
      const known = found.get(key)
      if (known) known.owners.push(owner)
      else found.set(key, { path, owners: [owner] })
    }
  }
  return [...found.values()]
}

function ownerOf(entry: Readonly<Record<string, unknown>>): Owner {
  const [subresource, time] = [text(entry['subresource']), text(entry['time'])]
  return {
    manager: text(entry['manager']) ?? '',
    operation: text(entry['operation']) ?? '',
    ...(subresource !== undefined && { subresource }),
    ...(time !== undefined && { time }),
  }
}

/** Helm's own share of an object; what Helm 3 wrote belongs to another owner once Helm 4 applies. */
export function isHelm({ manager, operation }: Owner, isServerSide: boolean): boolean {
  return manager === 'helm' && (operation === 'Apply' || !isServerSide)
}

/** Parts of Kubernetes, whose fields no chart sets: they are of interest only where one does. */
export function isKubernetes({ manager }: Owner): boolean {
  return /^(kube-|kubelet$|cloud-controller-manager$|kwok)/.test(manager)
}
