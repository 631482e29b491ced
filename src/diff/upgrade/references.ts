import { isTable } from '../../values/coalesce.ts'
import { at, text } from '../../verify/fields.ts'
import { titleOfObject } from '../release-objects.ts'

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

/** The first of some objects that cannot do without another: `Deployment/orders`. */
export function userOf(
  kind: ReferredKind,
  name: string,
  objects: Iterable<unknown>,
): string | undefined {
  for (const object of objects) {
    if (refersTo(at(object, 'spec'), kind, name)) return titleOfObject(object)
  }
  return undefined
}

function refersTo(value: unknown, kind: ReferredKind, name: string): boolean {
  if (Array.isArray(value)) return value.some((item) => refersTo(item, kind, name))
  if (!isTable(value)) return false
  const { names, maps } = keys[kind]
  return Object.entries(value).some(([key, inside]) => {
    if (names.includes(key) && inside === name) return value['optional'] !== true
    if (maps.includes(key) && [inside].flat().some((one) => isNamed(one, name))) return true
    return refersTo(inside, kind, name)
  })
}

function isNamed(reference: unknown, name: string): boolean {
  return text(at(reference, 'name')) === name && at(reference, 'optional') !== true
}
