import { isDeepStrictEqual } from 'node:util'
import type { Problem } from '../../errors/chart-error.ts'
import { digestMark } from '../../template/evaluate/functions.ts'
import { at, fields } from '../../verify/fields.ts'
import { repeatedItems } from '../../verify/rules/merge-list-rules.ts'
import { byIdentity } from '../object-changes.ts'
import { isHook, kindKey, nameOf, titleOfObject } from '../release-objects.ts'
import { deletedObjects } from './deleted-objects.ts'
import { exclusions } from './exclusive-fields.ts'
import { immutableFields, isRefused } from './immutable-fields.ts'
import { existingObjects } from './existing-objects.ts'
import { hookChanges } from './hook-changes.ts'
import { type HelmName, merges } from './merge.ts'
import { objectShapes } from './object-shapes.ts'
import { sharedPorts } from './shared-ports.ts'
import { stored } from './stored.ts'
import { storedData } from './stored-data.ts'

/**
 * What an upgrade from some objects to others fails with, deletes, shrinks or leaves behind. Helm
 * makes hooks anew, and lets go of what becomes one.
 */
export function upgradeProblems(
  from: readonly unknown[],
  to: readonly unknown[],
): readonly Problem[] {
  const [before, after] = [from, to].map((all) => all.filter((one) => !isHook(one)))
  const [old, next] = [byIdentity(before ?? []), byIdentity(after ?? [])]
  return [
    ...[...next].flatMap(([key, object]) => failures(old.get(key), object)),
    ...existingObjects(from, after ?? [], old),
    ...hookChanges(from, to),
    ...deletedObjects(old, next),
    ...storedData(old, next),
  ]
}

/** What an object cannot become. */
function failures(old: unknown, next: unknown): readonly Problem[] {
  if (old === undefined || isDeepStrictEqual(old, next) || isAnother(old, next)) return []
  const shape = objectShapes[kindKey(next)]
  const live = stored(old, shape)
  const found = helms.map((helm) =>
    failuresOf(live, stored(merges[helm]({ live, old, next }), shape), next),
  )
  const repeated = repeatedItems(fields(next)).map(({ at: path, detail }): Problem => ({
    code: 'repeated-item',
    path: `${titleOfObject(next)} ${path}`,
    message: `with Helm 4, ${detail}, which server-side apply refuses, so the upgrade fails`,
    hint: 'keep one of the two',
  }))
  return [...inBoth(found), ...repeated, ...sharedPorts(old, next, deletion(next))]
}

/** Whether two objects have one name only because the hash of their pod in it is not computed here. */
function isAnother(old: unknown, next: unknown): boolean {
  const [before, after] = [old, next].map((object) => at(object, 'spec', 'template'))
  return nameOf(next).includes(digestMark) && !isDeepStrictEqual(before, after)
}

const helms = Object.keys(merges) as readonly HelmName[] // the keys of the table

/** What is the same under each Helm once, and of the rest which Helm it is about. */
function inBoth(found: readonly (readonly Problem[])[]): readonly Problem[] {
  const is = (one: Problem) => (other: Problem) => isDeepStrictEqual(one, other)
  return found.flatMap((problems, index) =>
    problems.flatMap((one) => {
      if (!found.every((others) => others.some(is(one)))) return [under(helms[index], one)]
      return index === 0 ? [one] : []
    }),
  )
}

function under(helm: HelmName | undefined, problem: Problem): Problem {
  return { ...problem, message: `with ${helm}, ${problem.message}` }
}

function failuresOf(live: unknown, result: unknown, next: unknown): readonly Problem[] {
  const title = titleOfObject(next)
  const kind = String(at(next, 'kind'))
  const refused = (immutableFields[kindKey(next)] ?? []).filter((one) =>
    isRefused(one, live, result),
  )
  const fixed = refused.map(({ field, unless }): Problem => {
    const doubt = unless?.(live, result)
    return {
      code: 'immutable-field',
      path: `${title} ${field}`,
      message: `Kubernetes refuses to change ${field} of a ${kind}, so the upgrade fails${doubt ? ` unless ${doubt}` : ''}`,
      hint: `keep the old value, or delete the object first: ${deletion(next)}`,
      ...(doubt !== undefined && { severity: 'warning' as const }),
    }
  })
  const together = exclusions(result).map(({ path, found }): Problem => ({
    code: 'exclusive-fields',
    path: `${title} ${path}`,
    message: `${found.join(' and ')} meet in one object, since defaults of the API server stay, so the upgrade fails`,
    hint: `delete the object first: ${deletion(next)}`,
  }))
  return [...fixed, ...together]
}

/** The command that deletes an object, and leaves the pods of a workload running. */
export function deletion(object: unknown): string {
  const kind = String(at(object, 'kind'))
  const name = String(at(object, 'metadata', 'name'))
  const namespace = at(object, 'metadata', 'namespace')
  const where = namespace === undefined ? '' : ` --namespace ${String(namespace)}`
  const orphan =
    'template' in fields(at(object, 'spec')) && kind !== 'Job' ? ' --cascade=orphan' : ''
  return `kubectl delete ${kind.toLowerCase()} ${name}${where}${orphan}`
}
