import { ChartError, isError, type Problem, refuse } from '../errors/chart-error.ts'
import { loadChart } from '../helm/chart/load-chart.ts'
import type { ChartValues } from '../helm/merge/chart-values.ts'
import { mergeValues } from '../helm/merge/merge-values.ts'
import { parseDocuments } from '../helm/yaml/parse.ts'
import { loadValues } from '../values/read-values.ts'
import { helmTemplate } from '../verify/helm.ts'
import { kubernetesVersions } from '../verify/kubernetes-schemas.ts'
import type { Tool } from '../verify/tools/find-family.ts'
import type { State } from './compare-states.ts'
import { type Settled, settled } from './random-fields.ts'
import { withoutLists } from './release-objects.ts'
import { hidingErrors } from './secrets/hide-secrets.ts'
import { schemaOfDefault } from './values/default-schema.ts'
import { usesChance } from './values/template-words.ts'

/**
 * A chart in a directory under values files, as Helm renders it: an older version of a chart has no
 * model to evaluate. Where Helm refuses the values, the state says so and has no objects.
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
  const schema = chart.schema ?? schemaOfDefault(values) ?? {}
  const state = { name: directory, values, schema, chart }
  try {
    const render = (): Promise<Rendered> => rendered(directory, chart.name, files, helm)
    return {
      ...state,
      ...(await hidingErrors({ values, schema }, () => settledTwice(chart, render))),
    }
  } catch (error) {
    if (!(error instanceof ChartError)) throw error
    return { ...state, objects: [], refusal: error.problems.filter(isError) }
  }
}

/** What Helm makes of a chart. */
interface Rendered {
  readonly objects: readonly unknown[]
  /** What lies in crds/, which Helm installs once and leaves alone from then on. */
  readonly definitions: readonly unknown[]
}

/** What a chart makes up is found by rendering it again. */
async function settledTwice(
  chart: ChartValues,
  render: () => Promise<Rendered>,
): Promise<Rendered & Settled> {
  const first = await render()
  const objects = withoutLists(first.objects)
  if (!usesChance(chart)) return { ...first, objects, random: [] }
  return { ...first, ...settled(objects, withoutLists((await render()).objects)) }
}

async function rendered(
  directory: string,
  chart: string,
  values: readonly string[],
  helm: Tool,
): Promise<Rendered> {
  const { manifests, problems } = await helmTemplate(
    {
      helm,
      directory,
      chart,
      values,
      release: chart,
      namespace: 'default',
      kubernetes: kubernetesVersions.at(-1) ?? '',
      hasDefinitions: true,
    },
    {},
  )
  if (manifests === undefined) throw new ChartError(problems.map((one) => placed(one, directory)))
  const files = manifests.split(/^---\n(?=# Source: )/m)
  const [definitions, objects] = [true, false].map((is) =>
    files.filter((text) => isDefinition.test(text) === is).join('---\n'),
  )
  return {
    objects: parseDocuments(objects ?? ''),
    definitions: parseDocuments(definitions ?? ''),
  }
}

const isDefinition = /^# Source: [^/\n]+\/(?:charts\/[^/\n]+\/)*crds\//

function placed(problem: Problem, directory: string): Problem {
  return { ...problem, path: `${directory} ${problem.path}`.trimEnd() }
}
