import type { Problem } from '../errors/chart-error.ts'
import type { Sound } from '../validate/check-schema.ts'
import { overlay } from '../helm/merge/overlay.ts'
import { schemaProblems } from '../validate/schema-problems.ts'
import type { Values } from '../values/value.ts'
import { closureProblems } from './closure-problems.ts'
import { longNameProblems, sharedNameProblems } from './object-names.ts'
import { type PlatformPlan, umbrellaObjects } from './plan-platform.ts'

/**
 * What is wrong with the values that the model and its profiles set, with names that come out too
 * long or twice, and with charts whose values are not those that their templates read.
 */
export function modelProblems(plan: PlatformPlan): readonly Problem[] {
  const names = Object.entries(plan.names).flatMap(([component, all]) =>
    longNameProblems(component, plan.identity.name, all),
  )
  const sound: Sound = new WeakMap() // a profile leaves most of the values as they are
  const check = (values: Values, placeOf: (path: string) => string): readonly Problem[] =>
    schemaProblems(plan.schema, values, undefined, sound).map((problem) => ({
      ...problem,
      path: `${placeOf(problem.path)}.${problem.path}`,
    }))
  const { components } = plan.platform.platform
  const model = check(plan.defaults, (path) =>
    Object.hasOwn(components, path.split('.', 1)[0] ?? '') ? 'components' : 'values',
  )
  const profiles = Object.entries(plan.platform.platform.profiles ?? {}).flatMap(
    ([name, profile]) => check(overlay(plan.defaults, profile as Values), () => `profiles.${name}`),
  )
  const shared = sharedNameProblems(plan.names, umbrellaObjects(plan))
  return [...closureProblems(plan), ...names, ...shared, ...(model.length > 0 ? model : profiles)]
}
