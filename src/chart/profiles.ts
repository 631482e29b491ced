import { deltaOf } from '../values/delta.ts'
import { overlay } from '../helm/merge/overlay.ts'
import type { Values } from '../values/value.ts'
import type { PlatformPlan } from './plan-platform.ts'

/** A profile, as what it changes and as what then holds. */
export interface ResolvedProfile {
  readonly name: string
  /** What differs from the defaults, and nothing else: the content of `values-<name>.yaml`. */
  readonly delta: Values
  /** Every value under this profile. */
  readonly values: Values
}

/** The profiles of a platform in the order of the model. */
export function profilesOf({ platform, defaults }: PlatformPlan): readonly ResolvedProfile[] {
  return Object.entries(platform.platform.profiles ?? {}).map(([name, profile]) => {
    const values = overlay(defaults, profile as Values) // data by its type
    return { name, delta: deltaOf(defaults, values), values }
  })
}
