import { at, type Fields, fields, text } from '../verify/fields.ts'
import { groupOf } from '../verify/manifest.ts'

/** Rendered objects with those of lists in the place of the list, as Helm applies them. */
export function withoutLists(objects: readonly unknown[]): readonly unknown[] {
  return objects.flatMap((object) => {
    const inside = at(object, 'items')
    return Array.isArray(inside) ? withoutLists(inside) : [object]
  })
}

/** Whether Helm makes an object anew in each upgrade, and leaves it out of the release. */
export function isHook(object: unknown): boolean {
  return 'helm.sh/hook' in annotationsOf(object)
}

/**
 * Whether Helm leaves an object alone that a release no longer has. An upgrade takes the word as it is
 * written, unlike `helm uninstall`, which also takes `Keep` (pkg/kube/client.go of 3.22.0 and 4.3.1).
 */
export function isKept(object: unknown): boolean {
  return annotationsOf(object)[policy] === 'keep'
}

/** The annotation that says so. */
export const policy = 'helm.sh/resource-policy'

/** The annotations of an object. */
export function annotationsOf(object: unknown): Fields {
  return fields(at(object, 'metadata', 'annotations'))
}

/** Kind of an object, with the group of its API before it where it has one: `apps/Deployment`. */
export function kindKey(object: unknown): string {
  const group = groupOf(text(at(object, 'apiVersion')) ?? '')
  const kind = text(at(object, 'kind')) ?? ''
  return group === '' ? kind : `${group}/${kind}`
}

/** Kind and name of an object, as problems name it: `Deployment/orders`. */
export function titleOfObject(object: unknown): string {
  return `${text(at(object, 'kind')) ?? ''}/${nameOf(object)}`
}

/** Name of an object. */
export function nameOf(object: unknown): string {
  return text(at(object, 'metadata', 'name')) ?? ''
}

/** Namespace of an object. */
export function namespaceOf(object: unknown): string {
  return text(at(object, 'metadata', 'namespace')) ?? inRelease
}

/** The namespace of releases that are rendered to be compared, and of what names none. */
const inRelease = 'default'

/** Objects of each kind together. */
export function groupedByKind(objects: readonly unknown[]): readonly (readonly unknown[])[] {
  const kinds = [...new Set(objects.map(kindKey))]
  return kinds.map((kind) => objects.filter((one) => kindKey(one) === kind))
}

/** Objects of one kind, as a problem that is about all of them names them. */
export function titleOfAll(objects: readonly unknown[]): string {
  const [first] = objects
  if (objects.length < 2) return titleOfObject(first)
  return `${String(at(first, 'kind'))} ${objects.map(nameOf).join(', ')}`
}
