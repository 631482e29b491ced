import { isAbsolute } from 'node:path'
import type { Problem } from '../errors/chart-error.ts'
import type { SetOption } from '../helm/set/apply-set.ts'
import { helmProblems } from './helm-error.ts'
import { lessCollection, run, type RunOptions } from './run.ts'
import type { Tool } from './tools/find-family.ts'

/** What Helm is asked to render. */
export interface HelmInput {
  readonly helm: Tool
  /** The chart's directory and the name in its Chart.yaml. */
  readonly directory: string
  readonly chart: string
  readonly values: readonly string[]
  readonly release: string
  readonly namespace: string
  /** `1.29.6`. Default: what this Helm takes for the newest. */
  readonly kubernetes?: string
  /** APIs besides Kubernetes' own. */
  readonly apiVersions?: readonly string[]
  /** Values set by options. */
  readonly sets?: readonly SetOption[]
  /** Renders as `helm upgrade` does, for charts that tell the difference. */
  readonly isUpgrade?: boolean
  /** Whether what lies in crds/ comes first. */
  readonly hasDefinitions?: boolean
}

/** The rendered manifests, unless Helm refused, and what it said. */
export interface Rendered {
  readonly manifests: string | undefined
  readonly problems: readonly Problem[]
}

/** Renders the chart with `helm template`, as `helm install` would on that Kubernetes. */
export async function helmTemplate(input: HelmInput, options: RunOptions): Promise<Rendered> {
  const { helm, directory, chart, release, namespace } = input
  const upgrade = input.isUpgrade ? ['--is-upgrade'] : []
  const definitions = input.hasDefinitions ? ['--include-crds'] : []
  const args = [
    'template',
    release,
    directory,
    '--namespace',
    namespace,
    ...common(input),
    ...(input.apiVersions ?? []).flatMap((api) => ['--api-versions', api]),
    ...upgrade,
    ...definitions,
  ]
  const { exitCode, stdout, stderr } = await run(helm.path, args, quiet(options))
  const warnings = coalesceWarnings(stderr)
  if (exitCode === 0) return { manifests: stdout, problems: warnings }
  const said = stderr.slice(Math.max(0, stderr.indexOf('Error: ')))
  return { manifests: undefined, problems: [...warnings, ...helmProblems(said, chart)] }
}

/** What `helm lint --strict` does not like; to strict linting a warning is an error. */
export async function helmLint(input: HelmInput, options: RunOptions): Promise<readonly Problem[]> {
  const { helm, directory, chart, namespace } = input
  const args = [
    'lint',
    directory,
    '--strict',
    '--quiet',
    '--namespace',
    namespace,
    ...common(input),
  ]
  const { exitCode, stdout, stderr } = await run(helm.path, args, quiet(options))
  if (exitCode === 0) return []
  const messages = stdout.split(/^(?=\[(?:WARNING|ERROR)\] )/m).slice(1)
  const problems = messages.flatMap((message) => lintProblems(message, chart))
  return problems.length > 0 ? problems : helmProblems(stderr || stdout, chart)
}

function common({ values, kubernetes, sets = [] }: HelmInput): readonly string[] {
  return [
    ...values.flatMap((file) => ['--values', file]),
    ...sets.flatMap(({ name, text }) => [`--${name}`, text]),
    ...(kubernetes === undefined ? [] : ['--kube-version', kubernetes]),
  ]
}

/** Plugins of the user are none of our business, and slow. */
function quiet(options: RunOptions): RunOptions {
  return {
    ...options,
    environment: { ...lessCollection, HELM_NO_PLUGINS: '1', HELM_DEBUG: 'false' },
  }
}

/** `[ERROR] templates/: message`, where the message is often what `helm template` says as well. */
function lintProblems(message: string, chart: string): readonly Problem[] {
  const [, place = '', said = ''] = /^\[\w+\] ([^:]*): (.*)/s.exec(message.trim()) ?? []
  const text = said.replace(/\n\n.*$/s, '')
  const yaml = /^unable to parse YAML: (.*)$/s.exec(text)
  if (yaml) return helmProblems(`YAML parse error on ${chart}/${place}: ${yaml[1]}`, chart)
  const file = isAbsolute(place) ? place : `${chart}/${place}`
  return helmProblems(text, chart).map((problem) =>
    problem.code === 'helm-error' ? { ...problem, code: 'helm-lint', path: file, file } : problem,
  )
}

/** Helm goes on after a value of the wrong shape, so nothing but this says that it is ignored. */
function coalesceWarnings(stderr: string): readonly Problem[] {
  return stderr.split('\n').flatMap((line): readonly Problem[] => {
    const [, message] = /\bwarning: (.*?)"?$/.exec(line) ?? []
    if (message === undefined) return []
    return [{ code: 'helm-warning', path: 'values', message, severity: 'warning' }]
  })
}
