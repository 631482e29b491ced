import { ChartError, isError, type Problem } from '../errors/chart-error.ts'
import type { ChartValues } from './chart-values.ts'
import { get, isTable, type Table } from './coalesce.ts'
import { type MergedValues, mergeChart } from './merge-values.ts'
import type { EnabledChart } from './enable-dependencies.ts'
import type { Sources } from './locate.ts'
import type { LoadedValues } from './read-values.ts'
import { regrets } from './regrets/regrets.ts'
import { schemaProblems } from './schema-problems.ts'
import { worthSaying } from './worth-saying.ts'
import { templateProblems } from './template-problems.ts'

/** Helm's verdict on values; `problems` holds what is wrong, and what a person may regret. */
export type Validation = ValidValues | InvalidValues

/** Values that Helm accepts. */
export interface ValidValues {
  readonly valid: true
  /** What `.Values` of the chart is. */
  readonly values: Readonly<Table>
  /** Warnings only. */
  readonly problems: readonly Problem[]
}

/** Values that Helm refuses. */
export interface InvalidValues {
  readonly valid: false
  readonly problems: readonly Problem[]
}

/** The release that the values are for; checks in templates may ask for its name. */
export interface ReleaseOptions {
  /** Default: the name of the chart. */
  readonly release?: string
  /** Default: `default`. */
  readonly namespace?: string
}

/**
 * Validates values for a chart as Helm does, without Helm: by the schemas of the chart and of the
 * subcharts that are on, then by the checks in their templates. Throws nothing for wrong values.
 */
export function validateValues(
  chart: ChartValues,
  loaded: LoadedValues,
  options: ReleaseOptions = {},
): Validation {
  if (loaded.problems.some(isError)) return { valid: false, problems: loaded.problems }
  const merged = tryMerge(chart, loaded)
  if ('problems' in merged)
    return { valid: false, problems: [...loaded.problems, ...merged.problems] }
  const { values, enabled } = merged
  const refused = schemaErrors(enabled, values, loaded)
  const errors = refused.length > 0 ? refused : templateProblems(merged, loaded, options)
  const warnings = worthSaying(loaded.layers, errors, chart.schema)
  const taken = errors.filter(({ code }) => code === 'values-taken-away').map(({ path }) => path)
  const regretted = regrets(chart, enabled, loaded).filter(
    ({ code, path }) => code !== 'values-null' || !taken.includes(path),
  )
  const problems = [...errors, ...warnings, ...regretted]
  return problems.some(isError) ? { valid: false, problems } : { valid: true, values, problems }
}

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
  const own = chart.schema ? schemaProblems(chart.schema, values, sources) : []
  const inside = subcharts.flatMap((subchart) => {
    const below = get(values, subchart.name)
    const problems = schemaErrors(
      subchart,
      isTable(below) ? below : {},
      within(subchart.name, sources),
    )
    return problems.map((one) => ({ ...one, path: `${subchart.name}.${one.path}` }))
  })
  return withoutCopies([...own, ...inside])
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
