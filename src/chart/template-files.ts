import type { RenderInput } from '../template/evaluate/evaluate.ts'
import { isMap, type Values } from '../values/value.ts'
import type { ChartPlan } from './plan.ts'
import { filled } from './outline.ts'
import type { PlatformPlan } from './plan-platform.ts'

/** The release that a chart is evaluated for. */
export type Release = RenderInput['release']

/** A template file of a planned platform, with what it sees. */
export interface TemplateFile {
  /** From the chart's folder: `charts/orders/templates/hpa.yaml`. */
  readonly path: string
  /** Component whose subchart it is in; absent in the umbrella. */
  readonly component?: string
  readonly documents: readonly unknown[]
  /** The same in the outline of its chart. */
  readonly outlined: readonly unknown[]
  /** What the outline says, with the component's own name. */
  readonly filled: (text: string) => string
  readonly input: RenderInput
  /** Whether its chart is on under these values. */
  readonly isOn: boolean
}

/** The template files of the umbrella, then of each component, as they are under these values. */
export function templateFiles(
  plan: PlatformPlan,
  values: Values,
  release: Release,
): readonly TemplateFile[] {
  const { identity, umbrella, types: schema, charts } = plan
  const input: RenderInput = { values, schema, release, chart: identity }
  const own = Object.entries(umbrella.templates.files).map(([file, documents]) => ({
    path: `templates/${file}`,
    documents,
    outlined: documents,
    filled: (text: string) => text,
    input,
    isOn: true,
  }))
  return [...own, ...charts.flatMap((chart) => componentFiles(chart, plan, values, release))]
}

function componentFiles(
  chart: ChartPlan,
  { identity }: PlatformPlan,
  values: Values,
  release: Release,
): readonly TemplateFile[] {
  const { name, resolved, schema, outline } = chart
  const component = values[name]
  const own = isMap(component) ? component : {}
  const appVersion = resolved.component.appVersion ?? identity.appVersion
  const input: RenderInput = {
    values: { ...own, global: values['global'] },
    schema,
    release,
    chart: { name, version: identity.version, appVersion },
  }
  return Object.entries(outline.templates.files).map(([file, outlined]) => ({
    path: `charts/${name}/templates/${file}`,
    component: name,
    get documents() {
      return chart.templates.files[file] ?? []
    },
    outlined,
    filled: (text: string) => filled(text, outline, name),
    input,
    isOn: own['enabled'] === true,
  }))
}
