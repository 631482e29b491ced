import { isDeepStrictEqual } from 'node:util'
import { type Problem, refuse } from '../errors/chart-error.ts'
import { isMap, own, type Values } from './value.ts'

/**
 * The smallest values that Helm turns `base` into `target` with: maps recursively, lists whole.
 * Throws where a key would have to go away, which only a null could do.
 */
export function deltaOf(base: Values, target: Values): Values {
  refuse([...lostKeys(base, target, '')])
  return difference(base, target)
}

function difference(base: Values, target: Values): Values {
  const changed = Object.entries(target).filter(
    ([key, to]) => !isDeepStrictEqual(own(base, key), to),
  )
  return Object.fromEntries(
    changed.map(([key, to]) => {
      const from = own(base, key)
      return [key, isMap(from) && isMap(to) ? difference(from, to) : to]
    }),
  )
}

function* lostKeys(base: Values, target: Values, prefix: string): Iterable<Problem> {
  for (const [key, from] of Object.entries(base)) {
    const to = own(target, key)
    const path = `${prefix}${key}`
    if (to === undefined) yield lost(path)
    else if (isMap(from) && isMap(to)) yield* lostKeys(from, to, `${path}.`)
  }
}

function lost(path: string): Problem {
  return {
    code: 'overlay-removes-key',
    path,
    message:
      'a profile cannot remove a key: Helm merges maps, and null means something else to each Helm',
    hint: 'keep the key out of the values for all profiles, and set it in the profiles that need it',
  }
}
