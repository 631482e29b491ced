import { chartFailures, evaluateChart } from '../chart/evaluate-chart.ts'
import { layeredValues } from '../chart/layered-values.ts'
import type { PlatformPlan } from '../chart/plan-platform.ts'
import { refuse } from '../errors/chart-error.ts'
import { schemaProblems } from '../validate/schema-problems.ts'
import type { State } from './compare-states.ts'

/** A planned platform under values files. Throws where the chart would refuse them. */
export function plannedState(
  name: string,
  plan: PlatformPlan,
  project: string,
  files: readonly string[],
): State {
  const { merged, loaded } = layeredValues(plan, project, files)
  const release = { name: plan.identity.name, namespace: 'default' }
  refuse(schemaProblems(plan.schema, merged, loaded))
  const failures = chartFailures(plan, merged, release)
  const path = files.join(', ')
  refuse(failures.map((message) => ({ code: 'chart-check', path, message })))
  return { name, values: merged, schema: plan.types, objects: evaluateChart(plan, merged, release) }
}
