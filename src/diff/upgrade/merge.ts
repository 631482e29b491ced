import { isDeepStrictEqual } from 'node:util'
import { isTable } from '../../helm/merge/coalesce.ts'
import { type Fields, items } from '../../verify/fields.ts'

/** An object as Helm found it, as it asked for it in the release before, and as it asks for it now. */
interface Change {
  readonly live: unknown
  readonly old: unknown
  readonly next: unknown
}

/** Whose way of changing objects: a patch, or server-side apply. */
export type HelmName = 'Helm 3' | 'Helm 4'

/**
 * What each Helm makes of an object. Both take out what the manifest no longer has, with all that the
 * API server added inside, and leave alone what no manifest ever had; only some maps a patch replaces
 * whole.
 */
export const merges: Readonly<Record<HelmName, (change: Change) => unknown>> = {
  'Helm 3': (change) => merge(change, ['strategy', 'volumes[]']), // patchStrategy: retainKeys
  'Helm 4': (change) => merge(change, []),
}

function merge({ live, old, next }: Change, replaced: readonly string[], key = ''): unknown {
  if (Array.isArray(next)) {
    const names = listKeys[key]
    if (names === undefined || !Array.isArray(live)) return next
    return items(next).map((item) => {
      const same = (one: Fields): boolean =>
        names.every((name) => isDeepStrictEqual(one[name], item[name]))
      const [before, found] = [items(old).find(same), items(live).find(same)]
      return merge({ live: found, old: before, next: item }, replaced, `${key}[]`)
    })
  }
  return isTable(next) ? mergeMaps({ live, old, next }, replaced, key) : next
}

function mergeMaps({ live, old, next }: Change, replaced: readonly string[], key: string): Fields {
  const [found, before, wanted] = [table(live), table(old), table(next)]
  const stays = Object.keys(found).filter(
    (name) => isNone(wanted[name]) && isNone(before[name]) && !replaced.includes(key),
  )
  const merged = [
    ...stays.map((name) => [name, found[name]]),
    ...Object.keys(wanted).map((name) => [
      name,
      merge({ live: found[name], old: before[name], next: wanted[name] }, replaced, name),
    ]),
  ]
  return Object.fromEntries(merged.filter(([, value]) => !isNone(value)))
}

/** What tells the items of lists apart that are merged item by item. */
const listKeys: Readonly<Record<string, readonly string[]>> = {
  containers: ['name'],
  initContainers: ['name'],
  env: ['name'],
  volumes: ['name'],
  volumeMounts: ['mountPath'],
  volumeDevices: ['devicePath'],
  imagePullSecrets: ['name'],
  hostAliases: ['ip'],
}

function table(value: unknown): Fields {
  return isTable(value) ? value : {}
}

function isNone(value: unknown): boolean {
  return value === undefined || value === null
}
