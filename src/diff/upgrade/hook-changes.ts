import type { Problem } from '../../errors/chart-error.ts'
import { text } from '../../verify/fields.ts'
import { byIdentity } from '../object-changes.ts'
import { isLoss } from './deleted-objects.ts'
import {
  annotationsOf,
  groupedByKind,
  isHook,
  isKept,
  kindKey,
  titleOfAll,
} from '../release-objects.ts'

/** Kinds that end by themselves: nobody misses them. */
const ending: readonly string[] = ['Pod', 'batch/Job']

/**
 * Objects of a release that become hooks, and hooks that become objects of it. A hook belongs to no
 * release: Helm deletes what the release has no longer once the hooks before the upgrade have run, and
 * does not take over what a hook has left.
 */
export function hookChanges(from: readonly unknown[], to: readonly unknown[]): readonly Problem[] {
  const [old, next] = [byIdentity(from), byIdentity(to)]
  const pairs = [...next].flatMap(([key, after]) => {
    const before = old.get(key)
    return before === undefined ? [] : [{ before, after }]
  })
  const lost = pairs.filter(
    ({ before, after }) =>
      !isHook(before) &&
      !isKept(before) &&
      isHook(after) &&
      !comesAfter(after) &&
      !isLoss(after) &&
      !ending.includes(kindKey(after)),
  )
  const left = pairs.filter(
    ({ before, after }) => isHook(before) && !isHook(after) && isLeft(before),
  )
  return [
    ...groupedByKind(lost.map(({ after }) => after)).map((objects) => ({
      code: 'hook-deleted',
      path: titleOfAll(objects),
      message: `${objects.length === 1 ? 'it becomes a hook' : 'they become hooks'}, and Helm deletes from the release what it has no longer, after the hooks before the upgrade have run`,
      hint: 'keep it: add the annotation helm.sh/resource-policy: keep in an upgrade before',
    })),
    ...groupedByKind(left.map(({ after }) => after)).map((objects) => ({
      code: 'object-exists',
      path: titleOfAll(objects),
      message: `a hook has made ${objects.length === 1 ? 'it' : 'them'}, and Helm refuses to take over what is not its own`,
      hint: 'have Helm take over: --take-ownership, with Helm 4 also --force-conflicts',
    })),
  ]
}

function words(object: unknown, annotation: string): readonly string[] {
  return (text(annotationsOf(object)[annotation]) ?? '').split(',').map((word) => word.trim())
}

/** Whether a hook makes the object once all else is done. */
function comesAfter(object: unknown): boolean {
  return words(object, 'helm.sh/hook').includes('post-upgrade')
}

/** Whether what a hook has made is still there. */
function isLeft(object: unknown): boolean {
  const runs = words(object, 'helm.sh/hook').some((event) =>
    /^(pre|post)-(install|upgrade)$/.test(event),
  )
  return runs && !words(object, 'helm.sh/hook-delete-policy').includes('hook-succeeded')
}
