import type { Problem } from '../errors/chart-error.ts'
import { suggestion } from '../errors/suggestion.ts'
import { overlay } from '../values/overlay.ts'
import type { Schema } from '../values/schema.ts'
import { isMap, own, type Values } from '../values/value.ts'
import { longNameProblems } from './object-names.ts'
import type { PlatformPlan } from './plan-platform.ts'
import { profilesOf } from './profiles.ts'

/** What is wrong with the values that the model and its profiles set, and with names that come out too long. */
export function modelProblems(plan: PlatformPlan): readonly Problem[] {
  const names = Object.entries(plan.names).flatMap(([component, all]) => longNameProblems(component, plan.identity.name, all))
  return [...names]
}

export { isMap, overlay, own, profilesOf, suggestion }
export type { Schema, Values }
