import { ChartError, refuse } from '../errors/chart-error.ts'
import { isTable } from '../helm/merge/coalesce.ts'
import { loadChart } from '../helm/chart/load-chart.ts'
import { mergeValues } from '../helm/merge/merge-values.ts'
import { loadValues } from '../values/read-values.ts'
import type { Schema } from '../schema/schema.ts'
import { mapValues } from '../values/value.ts'
import { helmTemplate } from '../verify/helm.ts'
import { kubernetesVersions } from '../verify/kubernetes-schemas.ts'
import type { Tool } from '../verify/tools/find-family.ts'
import { parseDocuments } from '../helm/yaml/parse.ts'
import type { State } from './compare-states.ts'
import { hidingErrors } from './secrets/hide-secrets.ts'

/**
 * A chart in a directory under values files, as Helm renders it: an older version of a chart has no
 * model to evaluate. Throws where Helm refuses the values.
 */
export async function chartState(
  directory: string,
  files: readonly string[],
  helm: Tool,
): Promise<State> {
  const chart = loadChart(directory)
  const { values: given, problems } = loadValues(files)
  refuse(problems)
  const values = mergeValues(chart, given)
  const schema = chart.schema ?? inferredSchema(values)
  const render = (): Promise<readonly unknown[]> =>
    renderedObjects(directory, chart.name, files, helm)
  const objects = await hidingErrors({ values, schema }, render)
  return { name: directory, values, schema, objects }
}

async function renderedObjects(
  directory: string,
  chart: string,
  values: readonly string[],
  helm: Tool,
): Promise<readonly unknown[]> {
  const { manifests, problems } = await helmTemplate(
    {
      helm,
      directory,
      chart,
      values,
      release: chart,
      namespace: 'default',
      kubernetes: kubernetesVersions.at(-1) ?? '',
    },
    {},
  )
  if (manifests === undefined) {
    throw new ChartError(
      problems.map((one) => ({ ...one, path: `${directory} ${one.path}`.trimEnd() })),
    )
  }
  return parseDocuments(manifests)
}

/** A schema of the keys that have a default. */
function inferredSchema(values: unknown): Schema {
  if (!isTable(values) || Object.keys(values).length === 0) return {}
  return { type: 'object', properties: mapValues(values, inferredSchema) }
}
