import { evaluateDocuments, failures, type RenderInput } from '../template/evaluate.ts'
import { isMap, type Values } from '../values/value.ts'
import type { PlatformPlan } from './plan-platform.ts'

/** The release that a chart is evaluated for. */
export type Release = RenderInput['release']

/**
 * The objects that Helm would render from a planned platform under these values, computed without
 * Helm. Digests are `<sha256>`. Throws `TemplateFailure` where a check of the chart fails.
 */
export function evaluateChart(
  plan: PlatformPlan,
  values: Values,
  release: Release,
): readonly unknown[] {
  return files(plan, values, release).flatMap(([documents, input]) =>
    evaluateDocuments(documents, input),
  )
}

/** The sentences with which the chart refuses these values: all of them, where Helm says the first only. */
export function chartFailures(
  plan: PlatformPlan,
  values: Values,
  release: Release,
): readonly string[] {
  return [
    ...new Set(
      files(plan, values, release).flatMap(([documents, input]) => failures(documents, input)),
    ),
  ]
}

/** Every template file that these values render, with what it sees. */
function files(
  plan: PlatformPlan,
  values: Values,
  release: Release,
): readonly (readonly [readonly unknown[], RenderInput])[] {
  const { identity, umbrella } = plan
  const root: RenderInput = { values, schema: plan.types, release, chart: identity }
  const own = Object.values(umbrella.templates.files).map((documents) => [documents, root] as const)
  const components = plan.charts.flatMap(({ name, resolved, schema, templates }) => {
    const component = values[name]
    if (!isMap(component) || component['enabled'] !== true) return []
    const appVersion = resolved.component.appVersion ?? identity.appVersion
    const input: RenderInput = {
      values: { ...component, global: values['global'] },
      schema,
      release,
      chart: { name, version: identity.version, appVersion },
    }
    return Object.values(templates.files).map((documents) => [documents, input] as const)
  })
  return [...own, ...components]
}
