import type { Problem } from '../errors/chart-error.ts'
import { named, type Refusal, refusals } from '../template/read/refusals.ts'
import { positionsIn } from '../yaml/positions.ts'
import { formatPath, type YamlPath } from '../yaml/yaml-path.ts'
import type { ChartValues, TemplateText } from './chart-values.ts'
import type { EnabledChart } from './enable-dependencies.ts'
import type { Locate } from './locate.ts'
import type { MergedValues } from './merge-values.ts'
import type { ReleaseOptions } from './validate-values.ts'
import { valueAt } from './value-at.ts'

/**
 * What the checks in the templates refuse, all of it, where Helm stops at the first; and a warning
 * for each check that cannot be judged without Helm.
 */
export function templateProblems(
  { enabled, values }: MergedValues,
  { locate }: { readonly locate: Locate },
  { release = enabled.chart.name, namespace = 'default' }: ReleaseOptions,
): readonly Problem[] {
  const Release = { Name: release, Namespace: namespace, Service: 'Helm' }
  const judge = judgeWith(named(helpersOf(enabled.chart)))
  return judge(enabled, { Values: values, Release }).flatMap(({ template, refusal }) =>
    refusal.is === 'unread'
      ? unread(template, refusal)
      : refused(refusal.message, values, locate, enabled.name),
  )
}

interface Judged {
  readonly template: TemplateText
  readonly refusal: Refusal
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

type Judge = (chart: EnabledChart, dot: Dot) => readonly Judged[]

function judgeWith(include: ReturnType<typeof named>): Judge {
  const judge: Judge = ({ chart, name, subcharts }, dot) => {
    const { templates = [], version = '', appVersion = '' } = chart
    const Chart = { Name: name, Version: version, AppVersion: appVersion }
    const own = templates.flatMap((template) =>
      refusals(template.text, { ...dot, Chart }, include).map((refusal) => ({ template, refusal })),
    )
    const inside = subcharts.flatMap((subchart) =>
      judge(subchart, { ...dot, Values: valueAt(dot.Values, [subchart.name]) }),
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
function pathsIn(sentence: string, values: unknown): readonly YamlPath[] {
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
    severity: 'warning',
  }
}
