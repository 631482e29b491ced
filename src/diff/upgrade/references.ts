import { isTable } from '../../helm/merge/coalesce.ts'
import { at } from '../../verify/fields.ts'
import { namespaceOf, titleOfObject } from '../release-objects.ts'

/** Kinds of objects that others name, of which a release need not have made the one that is named. */
export type ReferredKind = 'ConfigMap' | 'PersistentVolumeClaim' | 'Secret' | 'ServiceAccount'

/** The keys under which each kind is named: directly, or in a map that has the name. */
const keys: Readonly<
  Record<ReferredKind, { readonly names: readonly string[]; readonly maps: readonly string[] }>
> = {
  ConfigMap: { names: [], maps: ['configMap', 'configMapKeyRef', 'configMapRef'] },
  PersistentVolumeClaim: { names: ['claimName'], maps: [] },
  Secret: {
    names: ['secretName'],
    maps: ['imagePullSecrets', 'secret', 'secretKeyRef', 'secretRef', 'passwordSecretRef'],
  },
  ServiceAccount: { names: ['serviceAccountName'], maps: [] },
}

/** Whether a kind is one that others name. */
export function isReferredKind(kind: unknown): kind is ReferredKind {
  return typeof kind === 'string' && Object.hasOwn(keys, kind)
}

/** The first of some objects that cannot do without another one of its namespace: `Deployment/orders`. */
export function userOf(
  kind: ReferredKind,
  { name, namespace }: { readonly name: string; readonly namespace: string },
  objects: Iterable<unknown>,
): string | undefined {
  for (const object of objects) {
    if (namespaceOf(object) === namespace && namesOf(kind, object).includes(name))
      return titleOfObject(object)
  }
  return undefined
}

/** The names of objects of a kind that an object cannot do without. */
export function namesOf(kind: ReferredKind, object: unknown): readonly string[] {
  return namesIn(at(object, 'spec'), kind)
}

function namesIn(value: unknown, kind: ReferredKind): readonly string[] {
  if (Array.isArray(value)) return value.flatMap((item) => namesIn(item, kind))
  if (!isTable(value)) return []
  const { names, maps } = keys[kind]
  return Object.entries(value).flatMap(([key, inside]) => [
    ...(names.includes(key) ? nameIn(inside, value) : []),
    ...(maps.includes(key) ? [inside].flat().flatMap((one) => nameIn(at(one, 'name'), one)) : []),
    ...namesIn(inside, kind),
  ])
}

function nameIn(name: unknown, reference: unknown): readonly string[] {
  return typeof name === 'string' && at(reference, 'optional') !== true ? [name] : []
}
