import { isError, type Problem } from '../errors/chart-error.ts'
import { beyond } from '../helm/template/evaluate-pipeline.ts'
import {
  type Depth,
  judgeTemplate,
  mayRefuse,
  named,
  type NamedTemplates,
  type Refusal,
} from '../helm/template/refusals.ts'
import { positionsIn } from '../helm/yaml/positions.ts'
import { formatPath, type YamlPath } from '../helm/yaml/yaml-path.ts'
import { manifestFault } from '../helm/template/manifest-fault.ts'
import { filesOf } from '../helm/template/chart-file-access.ts'
import { capabilities, type HasForeignApi } from '../helm/template/capabilities.ts'
import type { ChartValues, TemplateText } from '../helm/merge/chart-values.ts'
import type { EnabledChart } from '../helm/merge/enable-dependencies.ts'
import { isInterpretable } from './interpretable.ts'
import type { Layer } from '../values/layer.ts'
import type { Locate } from '../values/locate.ts'
import { copyTable } from '../helm/merge/coalesce.ts'
import type { MergedValues } from '../helm/merge/merge-values.ts'
import { insteadOfNull } from './warnings/nulls.ts'
import type { ReleaseOptions } from './validate-values.ts'
import { valueAt } from '../values/value-at.ts'

interface Sources {
  readonly locate: Locate
  readonly layers: readonly Layer[]
}

/**
 * What the checks in the templates refuse, all of it, where Helm stops at the first; and a warning
 * for each check that cannot be judged without Helm. Where templates ask for APIs that are not Kubernetes'
 * own, and nobody says which there are, they are judged without and with them.
 */
export function templateProblems(
  merged: MergedValues,
  sources: Sources,
  options: ReleaseOptions,
): readonly Problem[] {
  const { apiVersions = [] } = options
  const asked = new Set<string>()
  const lacking = problemsWith(merged, sources, options, (api) => {
    if (!apiVersions.includes(api)) asked.add(api)
    return apiVersions.includes(api)
  })
  if (asked.size === 0 || apiVersions.length > 0) return lacking
  const having = problemsWith(merged, sources, options, () => true)
  return inEitherCase(lacking, having, [...asked])
}

/** What is wrong in both cases is; where that is nothing, what is wrong in one leaves the verdict open. */
function inEitherCase(
  lacking: readonly Problem[],
  having: readonly Problem[],
  apis: readonly string[],
): readonly Problem[] {
  const others = new Set(having.map(regardless))
  const certain = lacking.filter((one) => others.has(regardless(one)))
  const [left] = lacking.filter((one) => isError(one) && !certain.includes(one))
  const known = new Set(lacking.map(regardless))
  const [more] = having.filter((one) => isError(one) && !known.has(regardless(one)))
  const open = left ?? more
  if (!open || certain.some(isError)) return certain
  const message = `Helm refuses these values on clusters ${left ? 'without' : 'with'} ${apis.join(', ')}: ${open.message}`
  const hint = 'name what the cluster has with --api-versions'
  return [...certain, { ...open, code: 'chart-api-unknown', message, hint, severity: 'unjudged' }]
}

/** A problem but for lines of what is printed. */
const regardless = ({ code, path, message }: Problem): string =>
  `${code} ${path} ${message.replaceAll(/\d+/g, '')}`

function problemsWith(
  { enabled, values }: MergedValues,
  { locate, layers }: Sources,
  { release = enabled.chart.name, namespace = 'default', kubernetes }: ReleaseOptions,
  hasForeign: HasForeignApi,
): readonly Problem[] {
  const Release = {
    Name: release,
    Namespace: namespace,
    Service: 'Helm',
    IsInstall: true,
    IsUpgrade: false,
    Revision: 1,
  }
  const nulls = nullsIn(layers)
  const isOurs = enabled.chart.schema !== undefined && isInterpretable(enabled.chart.schema)
  // What we generate reads nothing that is not there, unless somebody takes it away.
  const depth = isOurs && nulls.length === 0 ? 'checks' : 'everything'
  const shown = depth === 'everything' ? copyTable(values) : values // Sprig changes maps
  const templates = templatesOf(
    enabled,
    dotOf(enabled, shown, Release, capabilities(kubernetes, hasForeign)),
  )
  const texts = templates.map(({ name, template }) => [name, template.text] as const)
  const judge = judgeWith(named(helpersOf(enabled), new Map(texts)), depth)
  const judged = judge(templates)
  const open = judged.filter(({ refusal }) => refusal.is === 'unread')
  const problems = judged.flatMap(({ template, refusal: { is, message }, at }) => {
    if (is === 'unread') return []
    if (is === 'no-manifest') return [noManifest(message, template)]
    if (is === 'refusal') return [refused(message, values, locate, enabled.name)]
    return [
      nulls.length > 0
        ? takenAway(message, nearest(nulls, at), locate)
        : notThere(message, at, template),
    ]
  })
  return [
    ...new Map(problems.map((one) => [`${one.path} ${one.code} ${one.message}`, one])).values(),
    ...unread(open),
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

/** What a template prints is no manifest. */
interface NoManifest {
  readonly is: 'no-manifest'
  readonly message: string
}

interface Judged {
  readonly template: TemplateText
  readonly refusal: Refusal | NoManifest
  /** Where the values of its chart are. */
  readonly at: YamlPath
}

/** What Helm shows the templates of a chart. */
interface Dot {
  /** The template that is rendered. */
  Template?: { readonly Name: string; readonly BasePath: string }
  readonly Values: unknown
  readonly Release: Readonly<Record<string, unknown>>
  readonly Chart: Readonly<Record<string, unknown>>
  readonly Subcharts: Readonly<Record<string, Dot>>
}

function dotOf(
  { chart, name, subcharts }: EnabledChart,
  Values: unknown,
  Release: Dot['Release'],
  Capabilities: ReturnType<typeof capabilities>,
  isRoot = true,
): Dot {
  const inside = subcharts.map((one) => {
    const below = valueAt(Values, [one.name])
    return [one.name, dotOf(one, below, Release, Capabilities, false)] as const
  })
  return {
    Capabilities,
    Files: chart.files ? filesOf(chart.files) : beyond,
    Values,
    Release,
    Chart: chartFields(chart, name, isRoot),
    Subcharts: Object.fromEntries(inside),
  } as Dot
}

/** Chart.yaml, as Go names its fields. */
function chartFields(
  { version = '', appVersion = '', metadata = {} }: ChartValues,
  name: string,
  isRoot: boolean,
): Dot['Chart'] {
  const texts = ['description', 'home', 'icon', 'kubeVersion', 'type', 'condition', 'tags']
  const others = ['annotations', 'keywords', 'sources', 'maintainers', 'dependencies']
  const fields = [
    ...texts.map((key) => [key, metadata[key] ?? ''] as const),
    ...others.map((key) => [key, metadata[key]] as const),
  ].map(([key, value]) => [`${key.charAt(0).toUpperCase()}${key.slice(1)}`, value])
  return {
    ...Object.fromEntries(fields),
    Name: name,
    Version: version,
    AppVersion: appVersion,
    APIVersion: metadata['apiVersion'] ?? '',
    Deprecated: metadata['deprecated'] === true,
    IsRoot: isRoot,
  }
}

/** A template reads what no value gives. */
function notThere(fault: string, at: YamlPath, { file }: TemplateText): Problem {
  return {
    code: 'values-not-there',
    path: formatPath(at) || file,
    file,
    message: `a template reads values that are not there, so Helm stops: ${fault}`,
    hint: 'set what the chart asks for',
  }
}

/**
 * The texts with named templates, which every chart can use, of all charts that are on. Of two with one
 * name, that of the last counts; Helm reads deep paths first, and those of one depth from z to a.
 */
function helpersOf(chart: EnabledChart): readonly string[] {
  return definingIn(chart, chart.name)
    .toSorted((a, b) => depth(b.path) - depth(a.path) || (a.path < b.path ? 1 : -1))
    .map(({ text }) => text)
}

interface PlacedText {
  /** `umbrella/charts/web/templates/_helpers.tpl` */
  readonly path: string
  readonly text: string
}

function definingIn({ chart, subcharts }: EnabledChart, folder: string): readonly PlacedText[] {
  const { helpers = [], templates = [] } = chart
  const defining = templates.filter(({ text }) => /\{\{-?\s*define\b/.test(text))
  return [
    ...[...helpers, ...defining].map(({ path, text }) => ({ path: `${folder}/${path}`, text })),
    ...subcharts.flatMap((one) => definingIn(one, `${folder}/charts/${one.name}`)),
  ]
}

const depth = (path: string): number => path.split('/').length

/** A template with what Helm shows it. */
interface Shown {
  readonly template: TemplateText
  /** As other templates include it: `umbrella/charts/web/templates/service.yaml`. */
  readonly name: string
  /** Of the whole chart, whose templates see what one of them sets in it. */
  readonly dot: Dot
  readonly folder: string
  readonly at: YamlPath
}

function templatesOf(
  { chart, name, subcharts }: EnabledChart,
  dot: Dot,
  at: YamlPath = [],
  folder = name,
): readonly Shown[] {
  const own = (chart.templates ?? []).map((template) => {
    return { template, name: `${folder}/${template.path}`, dot, folder, at }
  })
  const inside = subcharts.flatMap((subchart) => {
    const below = dot.Subcharts[subchart.name]
    const path = `${folder}/charts/${subchart.name}`
    return below ? templatesOf(subchart, below, [...at, subchart.name], path) : []
  })
  return [...own, ...inside]
}

type Judge = (shown: readonly Shown[]) => readonly Judged[]

function judgeWith(templates: NamedTemplates, depth: Depth): Judge {
  const isCheck = (text: string): boolean => mayRefuse(text) || templates.mayRefuse(text)
  return (shown) => {
    const chosen = shown.filter((one) => depth === 'everything' || isCheck(one.template.text))
    const judged = new Map<Shown, readonly Judged[]>()
    // In Helm's order, since a template may change the values of those behind it.
    for (const one of depth === 'everything' ? chosen.toSorted(deepestFirst) : chosen)
      judged.set(one, judgeOne(one, templates, depth))
    return chosen.flatMap((one) => judged.get(one) ?? [])
  }
}

function judgeOne(
  { template, name, dot, folder, at }: Shown,
  templates: NamedTemplates,
  depth: Depth,
): readonly Judged[] {
  dot.Template = { Name: name, BasePath: `${folder}/templates` }
  const { refusals, text } = judgeTemplate(template.text, dot, templates, depth)
  const isPrinted = text !== undefined && depth === 'everything' && !isNotes(template)
  const message = isPrinted ? manifestFault(text) : undefined
  const faults = message === undefined ? [] : [{ is: 'no-manifest', message } as const]
  return [...refusals, ...faults].map((refusal) => ({ template, refusal, at }))
}

const isNotes = ({ file }: TemplateText): boolean => file.endsWith('NOTES.txt')

function deepestFirst({ template: a }: Shown, { template: b }: Shown): number {
  const [depthA = 0, depthB = 0] = [a, b].map(({ file }) => file.split('/').length)
  return depthB - depthA || Buffer.compare(Buffer.from(b.file), Buffer.from(a.file))
}

/** What a template prints of these values is none of what Helm takes. */
function noManifest(fault: string, { file }: TemplateText): Problem {
  return {
    code: 'chart-no-manifest',
    path: file,
    file,
    message: `with these values the template prints no manifest that Helm takes: ${fault}`,
    hint: 'look at what is printed: helm template --debug',
  }
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

/** Said once, of all checks that are beyond us. */
function unread(judged: readonly Judged[]): readonly Problem[] {
  const [first, ...others] = judged
  if (!first) return []
  const { template, refusal } = first
  const more = others.length === 0 ? 'one check here' : `this check and ${others.length} more`
  return [
    {
      code: 'chart-check-unread',
      path: template.file,
      file: template.file,
      ...('offset' in refusal && positionsIn(template.text)(refusal.offset)),
      message: `Helm may still refuse these values: ${more} cannot be judged (${refusal.message})`,
      hint: 'ask Helm as well: helm template',
      severity: 'unjudged',
    },
  ]
}
