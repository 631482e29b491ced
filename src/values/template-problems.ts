import type { Problem } from '../errors/chart-error.ts'
import { type Depth, mayRefuse, named, type Refusal, refusals } from '../template/read/refusals.ts'
import { positionsIn } from '../yaml/positions.ts'
import { formatPath, type YamlPath } from '../yaml/yaml-path.ts'
import type { ChartValues, TemplateText } from './chart-values.ts'
import type { EnabledChart } from './enable-dependencies.ts'
import type { Layer } from './layer.ts'
import type { Locate } from './locate.ts'
import type { MergedValues } from './merge-values.ts'
import { insteadOfNull } from './regrets/nulls.ts'
import type { ReleaseOptions } from './validate-values.ts'
import { valueAt } from './value-at.ts'

/**
 * What the checks in the templates refuse, all of it, where Helm stops at the first; and a warning
 * for each check that cannot be judged without Helm.
 */
export function templateProblems(
  { enabled, values }: MergedValues,
  { locate, layers }: { readonly locate: Locate; readonly layers: readonly Layer[] },
  { release = enabled.chart.name, namespace = 'default' }: ReleaseOptions,
): readonly Problem[] {
  const Release = { Name: release, Namespace: namespace, Service: 'Helm' }
  const nulls = nullsIn(layers)
  const depth = nulls.length > 0 ? 'everything' : 'checks'
  const judge = judgeWith(named(helpersOf(enabled.chart)), depth)
  const problems = judge(enabled, { ...beyond, Values: values, Release }).map(
    ({ template, refusal, at }) => {
      if (refusal.is === 'unread') return unread(template, refusal)
      if (refusal.is === 'nothing-there')
        return takenAway(refusal.message, nearest(nulls, at), locate)
      return refused(refusal.message, values, locate, enabled.name)
    },
  )
  return [
    ...new Map(problems.map((one) => [`${one.path} ${one.code} ${one.message}`, one])).values(),
  ]
}

/** The values that are null, which takes away what is there by default. */
function nullsIn(layers: readonly Layer[]): readonly YamlPath[] {
  return layers.flatMap(({ settings }) =>
    settings.flatMap(({ path, value }) => (value === null ? [path] : [])),
  )
}

/** The null that a chart misses a value for: one among its own values, else any. */
function nearest(nulls: readonly YamlPath[], chart: YamlPath): YamlPath {
  const own = nulls.find((path) => chart.every((name, index) => path[index] === name))
  return own ?? nulls[0] ?? chart
}

/** Helm says no more than "nil pointer evaluating interface {}.enabled". */
function takenAway(fault: string, path: YamlPath, locate: Locate): Problem {
  return {
    code: 'values-taken-away',
    path: formatPath(path),
    message: `null takes away values that templates read, so Helm stops: ${fault}`,
    hint: insteadOfNull,
    ...locate(path, 'key'),
  }
}

/** What only Helm knows: no map, so that what reads of it cannot be judged. */
const beyond = {
  Capabilities: 'of the cluster',
  Template: 'of Helm',
  Files: 'of the chart',
} as const

interface Judged {
  readonly template: TemplateText
  readonly refusal: Refusal
  /** Where the values of its chart are. */
  readonly at: YamlPath
}

/** What Helm shows the templates of a chart. */
interface Dot {
  readonly Values: unknown
  readonly Release: Readonly<Record<string, string>>
}

/** Every chart can use the named templates of all. */
function helpersOf({
  helpers = [],
  dependencies,
  undeclared = [],
}: ChartValues): readonly string[] {
  const subcharts = new Set([...dependencies.map(({ chart }) => chart), ...undeclared])
  return [...helpers, ...[...subcharts].flatMap(helpersOf)]
}

type Judge = (chart: EnabledChart, dot: Dot, at?: YamlPath) => readonly Judged[]

function judgeWith(include: ReturnType<typeof named>, depth: Depth): Judge {
  const judge: Judge = ({ chart, name, subcharts }, dot, at = []) => {
    const { templates = [], version = '', appVersion = '' } = chart
    const Chart = { Name: name, Version: version, AppVersion: appVersion }
    const judged = depth === 'checks' ? templates.filter(({ text }) => mayRefuse(text)) : templates
    const own = judged.flatMap((template) =>
      refusals(template.text, { ...dot, Chart }, include, depth).map((refusal) => ({
        template,
        refusal,
        at,
      })),
    )
    const inside = subcharts.flatMap((subchart) =>
      judge(subchart, { ...dot, Values: valueAt(dot.Values, [subchart.name]) }, [
        ...at,
        subchart.name,
      ]),
    )
    return [...own, ...inside]
  }
  return judge
}

/** The sentence of a check, at the first value that it speaks of and that somebody sets. */
function refused(message: string, values: unknown, locate: Locate, chart: string): Problem {
  const paths = pathsIn(message, values)
  const path = paths.find((one) => locate(one)) ?? paths[0] ?? []
  return {
    code: 'chart-check',
    path: formatPath(path) || chart,
    message,
    ...(path.length > 0 ? locate(path) : undefined),
  }
}

/** The paths of values that a sentence speaks of: `set redis.enabled=true` does of `redis.enabled`. */
export function pathsIn(sentence: string, values: unknown): readonly YamlPath[] {
  return [...sentence.matchAll(/[A-Za-z_][\w-]*(?:\.[\w-]+)+/g)]
    .map(([path]) => path.split('.'))
    .filter((path) => valueAt(values, path) !== undefined)
}

function unread({ file, text }: TemplateText, { message, offset }: Refusal): Problem {
  return {
    code: 'chart-check-unread',
    path: file,
    file,
    ...positionsIn(text)(offset),
    message: `Helm may still refuse these values: a check here is beyond validate (${message})`,
    hint: 'ask Helm as well: helm template',
    severity: 'unjudged',
  }
}
