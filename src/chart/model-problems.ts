import type { Problem } from '../errors/chart-error.ts'
import { overlay } from '../values/overlay.ts'
import { schemaProblems } from '../values/schema-problems.ts'
import type { Values } from '../values/value.ts'
import { closureProblems } from './closure-problems.ts'
import { longNameProblems } from './object-names.ts'
import type { PlatformPlan } from './plan-platform.ts'

/**
 * What is wrong with the values that the model and its profiles set, with names that come out too
 * long, and with charts whose values are not those that their templates read.
 */
export function modelProblems(plan: PlatformPlan): readonly Problem[] {
  const names = Object.entries(plan.names).flatMap(([component, all]) =>
    longNameProblems(component, plan.identity.name, all),
  )
  const model = schemaProblems(plan.schema, plan.defaults).map((problem) => ({
    ...problem,
    path: `components.${problem.path}`,
  }))
  return [
    ...closureProblems(plan),
    ...names,
    ...model,
    ...(model.length === 0 ? profileProblems(plan) : []),
  ]
}

function profileProblems({ platform, schema, defaults }: PlatformPlan): readonly Problem[] {
  return Object.entries(platform.platform.profiles ?? {}).flatMap(([name, profile]) =>
    schemaProblems(schema, overlay(defaults, profile as Values)).map((problem) => ({
      ...problem,
      path: `profiles.${name}.${problem.path}`,
    })),
  )
}
