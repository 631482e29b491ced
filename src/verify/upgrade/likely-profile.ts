import { isDeepStrictEqual } from 'node:util'
import { loadValues } from '../../values/read-values.ts'
import { settingsIn } from '../../values/layer.ts'
import { valueAt } from '../../values/value-at.ts'
import type { Fields } from '../fields.ts'
import type { Profile } from '../profile.ts'

/**
 * The profile that a release was most likely installed with: the one of which the most values are
 * among those that the user gave, and the fewest are not.
 */
export function likelyProfile(profiles: readonly Profile[], config: Fields): Profile | undefined {
  const [best] = profiles
    .map((profile) => ({ profile, score: likeness(profile, config) }))
    .toSorted((a, b) => b.score - a.score)
  return best?.profile
}

function likeness({ values: files }: Profile, config: Fields): number {
  const { values } = loadValues(files)
  const same = settingsIn(values).map(({ path }) =>
    isDeepStrictEqual(valueAt(values, path), valueAt(config, path)),
  )
  return same.reduce((sum, one) => sum + (one ? 1 : -1), 0)
}
