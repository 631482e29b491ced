import type { Problem } from '../../errors/chart-error.ts'
import { at } from '../../verify/fields.ts'
import { identityOfObject } from '../object-changes.ts'
import { groupedByKind, nameOf, namespaceOf, titleOfAll } from '../release-objects.ts'
import { isReferredKind, userOf } from './references.ts'

/**
 * Objects that a release uses without having made them, and makes from now on: Helm does not take
 * over what is not its own.
 */
export function existingObjects(
  from: readonly unknown[],
  to: readonly unknown[],
  old: ReadonlyMap<string, unknown>,
): readonly Problem[] {
  const found = to.flatMap((object) => {
    const kind = at(object, 'kind')
    if (!isReferredKind(kind) || old.has(identityOfObject(object))) return []
    const named = { name: nameOf(object), namespace: namespaceOf(object) }
    return userOf(kind, named, from) === undefined ? [] : [object]
  })
  return groupedByKind(found).map((objects) => {
    const it = objects.length === 1 ? 'it' : 'them'
    return {
      code: 'object-exists',
      path: titleOfAll(objects),
      message: `the release uses ${it} already without having made ${it}, and Helm refuses to take over what is not its own`,
      hint: `leave ${it} out, or have Helm overwrite ${it}: --take-ownership, with Helm 4 also --force-conflicts`,
    }
  })
}
