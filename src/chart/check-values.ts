import type { Problem } from '../errors/chart-error.ts'
import type { Platform } from '../platform/define-platform.ts'
import { resolvePlatform } from '../platform/resolve.ts'
import { overlay } from '../values/overlay.ts'
import { loadValues } from '../values/read-values.ts'
import { schemaProblems } from '../values/schema-problems.ts'
import type { Values } from '../values/value.ts'
import type { ChartIdentity } from './chart-identity.ts'
import { chartFailures } from './evaluate-chart.ts'
import { planPlatform } from './plan-platform.ts'

/**
 * What Helm would refuse in values files laid over a chart's defaults, and what a person would
 * regret: the schema's errors with their places, then the sentences of the chart's own checks.
 */
export function checkValues(
  { platform, identity }: { readonly platform: Platform; readonly identity: ChartIdentity },
  files: readonly string[],
): readonly Problem[] {
  const loaded = loadValues(files)
  const { values, problems } = loaded
  if (problems.some(({ severity }) => severity !== 'warning')) return problems
  const plan = planPlatform(resolvePlatform(identity.name, platform), identity)
  const merged = overlay(plan.defaults, values as Values) // files with nulls were refused above, or warned of
  const schema = schemaProblems(plan.schema, merged, loaded)
  if (schema.length > 0) return [...problems, ...schema]
  const release = { name: identity.name, namespace: 'default' }
  const refused = chartFailures(plan, merged, release).map((message) => ({
    code: 'chart-check',
    path: files.join(', '),
    message,
  }))
  return [...problems, ...refused]
}
