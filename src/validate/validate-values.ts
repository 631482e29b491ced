import { ChartError, isError, isUnjudged, type Problem } from '../errors/chart-error.ts'
import type { ChartValues } from '../helm/merge/chart-values.ts'
import { get, isTable, type Table } from '../helm/merge/coalesce.ts'
import { type MergedValues, mergeChart } from '../helm/merge/merge-values.ts'
import type { EnabledChart } from '../helm/merge/enable-dependencies.ts'
import { judgeSchema } from '../helm/json-schema/judge-schema.ts'
import { isInterpretable } from './interpretable.ts'
import type { Sources } from '../values/locate.ts'
import type { LoadedValues } from '../values/read-values.ts'
import { warningsOf } from './warnings/warnings.ts'
import { schemaProblems } from './schema-problems.ts'
import type { Schema } from '../schema/schema.ts'
import { installProblems } from './install-problems.ts'
import { pendingWarnings } from './pending-warnings.ts'
import { templateProblems } from './template-problems.ts'

/** Helm's verdict on values; `problems` holds what is wrong, and valid but risky values. */
export type Validation<V = Readonly<Table>> = ValidValues<V> | InvalidValues | UnjudgedValues

/** Values that Helm accepts. */
export interface ValidValues<V = Readonly<Table>> {
  readonly verdict: 'valid'
  readonly valid: true
  /** What `.Values` of the chart is. */
  readonly values: V
  /** Warnings only. */
  readonly problems: readonly Problem[]
}

/** Values that Helm refuses. */
export interface InvalidValues {
  readonly verdict: 'refused'
  readonly valid: false
  readonly problems: readonly Problem[]
}

/** Values in which nothing is wrong as far as they could be judged; the problems say what could not. */
export interface UnjudgedValues {
  readonly verdict: 'not judged'
  readonly valid: false
  readonly problems: readonly Problem[]
}

/** The release that the values are for; checks in templates may ask for its name. */
export interface ReleaseOptions {
  /** Default: the name of the chart. */
  readonly release?: string
  /** Default: `default`. */
  readonly namespace?: string
  /** Version of the cluster. Default: what the newest Helm takes for the newest. */
  readonly kubernetes?: string
  /** APIs that the cluster has besides Kubernetes' own, and no others. Default: nobody knows. */
  readonly apiVersions?: readonly string[]
}

/**
 * Validates values for a chart as Helm does, without Helm: by the schemas of the chart and of the
 * subcharts that are on, then by the checks in their templates. Throws nothing for wrong values.
 * `validateValues<Values>` says of values that are valid that they have the types of the chart.
 */
export function validateValues<V = Readonly<Table>>(
  chart: ChartValues,
  loaded: LoadedValues,
  options: ReleaseOptions = {},
): Validation<V> {
  if (loaded.problems.some(isError)) return refused(loaded.problems)
  const merged = tryMerge(chart, loaded)
  if ('problems' in merged) return refused([...loaded.problems, ...merged.problems])
  const { values, enabled } = merged
  const bySchema = schemaErrors(enabled, values, loaded)
  const byChart = bySchema.some(isError) ? [] : installProblems(chart, options.kubernetes)
  const byTemplates =
    bySchema.some(isError) || byChart.length > 0 ? [] : templateProblems(merged, loaded, options)
  const errors = [...bySchema, ...byChart, ...byTemplates]
  const warnings = pendingWarnings(loaded.layers, errors, chart.schema)
  const taken = errors.filter(({ code }) => code === 'values-taken-away').map(({ path }) => path)
  const risky = warningsOf(chart, enabled, loaded).filter(
    ({ code, path }) => code !== 'values-null' || !taken.includes(path),
  )
  const problems = [...errors, ...warnings, ...risky]
  if (problems.some(isError)) return refused(problems)
  return problems.some(isUnjudged)
    ? { verdict: 'not judged', valid: false, problems }
    : { verdict: 'valid', valid: true, values: values as V, problems } // as the chart's types are
}

const refused = (problems: readonly Problem[]): InvalidValues => ({
  verdict: 'refused',
  valid: false,
  problems,
})

/** Helm cannot merge values that are no map where a subchart's values belong. */
function tryMerge(
  chart: ChartValues,
  { values, locate }: LoadedValues,
): MergedValues | { readonly problems: readonly Problem[] } {
  try {
    return mergeChart(chart, values)
  } catch (error) {
    if (!(error instanceof ChartError)) throw error
    return { problems: error.problems.map((one) => ({ ...one, ...locate(one.path.split('.')) })) }
  }
}

/** What the schemas refuse: the chart's own, then those of its subcharts. */
function schemaErrors(
  { chart, subcharts }: EnabledChart,
  values: Readonly<Table>,
  sources: Sources,
): readonly Problem[] {
  const own = chart.schema === undefined ? [] : problemsBy(chart.schema, values, sources, chart)
  const inside = subcharts.flatMap((subchart) => {
    const below = get(values, subchart.name)
    const problems = schemaErrors(
      subchart,
      isTable(below) ? below : {},
      within(subchart.name, sources),
    )
    return problems.map((one) =>
      one.code.startsWith('schema-') ? one : { ...one, path: `${subchart.name}.${one.path}` },
    )
  })
  return withoutCopies([...own, ...inside])
}

function problemsBy(
  schema: Schema,
  values: Readonly<Table>,
  sources: Sources,
  { schemaFile }: ChartValues,
): readonly Problem[] {
  return isInterpretable(schema)
    ? schemaProblems(schema, values, sources)
    : judgeSchema(schema, values, sources, schemaFile)
}

/** Helm copies the globals to every subchart, where what is wrong in them is wrong again. */
function withoutCopies(problems: readonly Problem[]): readonly Problem[] {
  const said = new Set(problems.map(({ path, message }) => `${path} ${message}`))
  return problems.filter(({ path, message }) => {
    const [, global] = /^[^.]+\.(global\b.*)$/.exec(path) ?? []
    return global === undefined || !said.has(`${global} ${message}`)
  })
}

/** Sources of a subchart's values, by its own paths. */
function within(name: string, { locate, wordAt }: Sources): Sources {
  return {
    locate: (path, part) => locate([name, ...path], part),
    wordAt: (path) => wordAt([name, ...path]),
  }
}
