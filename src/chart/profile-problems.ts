import type { Problem } from '../errors/chart-error.ts'
import { pathsIn } from '../validate/template-problems.ts'
import { valueAt } from '../values/value-at.ts'
import type { Values } from '../values/value.ts'
import { formatPath } from '../helm/yaml/yaml-path.ts'
import { chartFailures } from './evaluate-chart.ts'
import type { PlatformPlan } from './plan-platform.ts'
import { profilesOf } from './profiles.ts'

/**
 * What the chart's own checks refuse of the model and of each profile, before anybody installs
 * them. Where the sentence speaks of a value that is empty, such as a password, it is for whoever
 * installs the profile to give, and a warning.
 */
export function profileProblems(plan: PlatformPlan): readonly Problem[] {
  const { profiles = {} } = plan.platform.platform
  const model = refusals(plan, plan.defaults, plan.defaults, 'components').filter(
    ({ severity }) => severity !== 'warning',
  )
  const known = new Set(model.map(({ message }) => message))
  return [
    ...model,
    ...profilesOf(plan)
      .flatMap(({ name, values }) =>
        refusals(plan, values, profiles[name] as Values, formatPath(['profiles', name])),
      )
      .filter(({ message }) => !known.has(message)),
  ]
}

/** The values are those that hold, of which `set` is what the place in the model says. */
function refusals(plan: PlatformPlan, values: Values, set: Values, at: string): readonly Problem[] {
  const release = { name: plan.identity.name, namespace: 'default' }
  return chartFailures(plan, values, release).map((message): Problem => {
    const paths = pathsIn(message, values)
    const path = paths.find((one) => valueAt(set, one) !== undefined) ?? paths[0] ?? []
    const isForLater = paths.some((one) => valueAt(values, one) === '')
    return {
      code: 'chart-check',
      path: path.length > 0 ? `${at}.${formatPath(path)}` : at,
      message,
      ...(isForLater && { severity: 'warning', hint: 'give it at the install' }),
    }
  })
}
