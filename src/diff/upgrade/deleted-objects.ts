import type { Problem } from '../../errors/chart-error.ts'
import { at, text } from '../../verify/fields.ts'
import {
  groupedByKind,
  isKept,
  kindKey,
  nameOf,
  namespaceOf,
  policy,
  titleOfAll,
} from '../release-objects.ts'
import { userOf } from './references.ts'

type Objects = ReadonlyMap<string, unknown>

/** What else goes when an object of a kind goes, by kind with the group of its API. */
const losses: Readonly<Record<string, string>> = {
  Namespace: 'and everything in it',
  PersistentVolume: 'and, with it, the way to the data on it',
  PersistentVolumeClaim: 'and the data with it',
  Secret: 'and what only it holds',
  'apiextensions.k8s.io/CustomResourceDefinition': 'and every object of that kind in the cluster',
  'bitnami.com/SealedSecret': 'and the Secret that was made of it',
  'external-secrets.io/ExternalSecret': 'and the Secret that was made of it',
  'snapshot.storage.k8s.io/VolumeSnapshot': 'and, unless its class retains it, the snapshot',
}

/** Whether it is told of an object that an upgrade deletes it. */
export function isLoss(object: unknown): boolean {
  return kindKey(object) in losses
}

/** The objects that an upgrade deletes and that nobody gets back from a chart. */
export function deletedObjects(old: Objects, next: Objects): readonly Problem[] {
  const gone = [...old].flatMap(([key, object]) => {
    const isLost = isLoss(object) && !next.has(key) && !isKept(object)
    return isLost && !isMadeAgain(object, next) && !leavesSecret(object) ? [object] : []
  })
  return groupedByKind(gone).flatMap((objects) => {
    const used = objects.filter((one) => userOfSecret(one, next) !== undefined)
    const others = objects.filter((one) => !used.includes(one))
    return [used, others].filter(({ length }) => length > 0).map((some) => deleted(some, next))
  })
}

/** An operator may make the same Secret in place of the chart. */
function isMadeAgain(object: unknown, next: Objects): boolean {
  if (at(object, 'kind') !== 'Secret') return false
  return [...next.values()].some(
    (one) =>
      makesSecret(one) &&
      namespaceOf(one) === namespaceOf(object) &&
      targetOf(one) === nameOf(object),
  )
}

/** Whether an ExternalSecret does not own the Secret that it fills. */
function leavesSecret(object: unknown): boolean {
  return ['Orphan', 'Merge', 'None'].includes(
    String(at(object, 'spec', 'target', 'creationPolicy')),
  )
}

function makesSecret(object: unknown): boolean {
  return ['bitnami.com/SealedSecret', 'external-secrets.io/ExternalSecret'].includes(
    kindKey(object),
  )
}

function targetOf(object: unknown): string {
  return text(at(object, 'spec', 'target', 'name')) ?? nameOf(object)
}

function deleted(objects: readonly unknown[], next: Objects): Problem {
  const [first] = objects
  const kind = String(at(first, 'kind'))
  const user = userOfSecret(first, next)
  const noun = objects.length === 1 ? (nouns[kind] ?? kind) : `${objects.length} ${kind}s`
  return {
    code: `${codes[kind] ?? 'object'}-removed`,
    path: titleOfAll(objects),
    message: `the upgrade deletes the ${noun}, ${user === undefined ? losses[kindKey(first)] : `which ${user} still uses`}`,
    hint: `keep ${objects.length === 1 ? 'it' : 'them'}: ${keeping(objects)}`,
    // Nothing in the chart needs it any longer; somebody else may.
    ...(holdsSecret(first) && user === undefined && { severity: 'warning' as const }),
  }
}

/** Who still needs the Secret that an object is or makes. */
function userOfSecret(object: unknown, next: Objects): string | undefined {
  if (!holdsSecret(object)) return undefined
  const name = makesSecret(object) ? targetOf(object) : nameOf(object)
  return userOf('Secret', { name, namespace: namespaceOf(object) }, next.values())
}

function holdsSecret(object: unknown): boolean {
  return at(object, 'kind') === 'Secret' || makesSecret(object)
}

const codes: Readonly<Record<string, string>> = {
  CustomResourceDefinition: 'crd',
  ExternalSecret: 'secret',
  Namespace: 'namespace',
  PersistentVolume: 'volume',
  PersistentVolumeClaim: 'claim',
  SealedSecret: 'secret',
  Secret: 'secret',
  VolumeSnapshot: 'snapshot',
}
const nouns: Readonly<Record<string, string>> = {
  CustomResourceDefinition: 'CustomResourceDefinition',
  PersistentVolumeClaim: 'claim',
  Namespace: 'namespace',
}

/** The command that makes Helm leave objects of a release alone: it asks the live ones. */
function keeping(objects: readonly unknown[]): string {
  const [first] = objects
  const namespace = at(first, 'metadata', 'namespace')
  const where = namespace === undefined ? '' : ` --namespace ${String(namespace)}`
  const kind = String(at(first, 'kind')).toLowerCase()
  return `kubectl annotate ${kind} ${objects.map(nameOf).join(' ')}${where} ${policy}=keep`
}
