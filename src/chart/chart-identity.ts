import { ChartError, type Problem, refuse } from '../errors/chart-error.ts'
import { didYouMean } from '../errors/suggestion.ts'
import { readYaml, type YamlDocument } from '../helm/yaml/parse.ts'

/** What a person writes in the project's Chart.yaml: the identity of the umbrella chart. */
export interface ChartIdentity {
  readonly apiVersion: 'v2'
  readonly name: string
  readonly description: string
  readonly type?: 'application'
  /** SemVer 2 version of the chart. */
  readonly version: string
  /** Version of what the platform's own images hold: their default tag. */
  readonly appVersion: string
  /** Range of Kubernetes versions, ending in `-0` so that vendors' suffixes pass: `>=1.29.0-0`. */
  readonly kubeVersion: string
  readonly keywords?: readonly string[]
  readonly home?: string
  readonly sources?: readonly string[]
  readonly maintainers?: readonly {
    readonly name: string
    readonly email?: string
    readonly url?: string
  }[]
  readonly icon?: string
  readonly annotations?: Readonly<Record<string, string>>
}

const required = [
  'apiVersion',
  'name',
  'description',
  'version',
  'appVersion',
  'kubeVersion',
] as const
const optional = [
  'type',
  'keywords',
  'home',
  'sources',
  'maintainers',
  'icon',
  'annotations',
] as const
const known: readonly string[] = [...required, ...optional]

const semver =
  /^(0|[1-9]\d*)\.(0|[1-9]\d*)\.(0|[1-9]\d*)(-[0-9A-Za-z-]+(\.[0-9A-Za-z-]+)*)?(\+[0-9A-Za-z-]+(\.[0-9A-Za-z-]+)*)?$/

/** An image tag, which is what appVersion becomes: no `+` of SemVer's build metadata. */
const tag = /^[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}$/

/** Reads Chart.yaml. Throws with every problem that it has. */
export function readIdentity(text: string, file: string): ChartIdentity {
  const document = singleMap(text, file)
  const data = document.data as Readonly<Record<string, unknown>> // one map
  const problems = [...missing(data), ...unknown(data), ...malformed(data, document)]
  refuse(
    problems.map((problem) => ({
      ...problem,
      file,
      ...document.positionOf([problem.path], 'key'),
    })),
  )
  return data as unknown as ChartIdentity // each field was looked at
}

function singleMap(text: string, file: string): YamlDocument {
  const { documents, problems } = readYaml(text, file)
  refuse(problems)
  const [document, ...others] = documents.filter(({ data }) => data !== null)
  const data = document?.data
  if (others.length === 0 && document && typeof data === 'object' && !Array.isArray(data))
    return document
  throw new ChartError([
    {
      code: 'chart-identity',
      path: 'Chart.yaml',
      file,
      message: 'Chart.yaml must be one map of fields',
      hint: `it needs ${required.join(', ')}`,
    },
  ])
}

function missing(data: Readonly<Record<string, unknown>>): readonly Problem[] {
  return required
    .filter((field) => isMissing(data[field]))
    .map((field) => ({
      code: 'chart-field-missing',
      path: field,
      message: `Chart.yaml has no ${field}`,
      hint: hints[field],
    }))
}

const isMissing = (value: unknown): boolean => value === undefined || value === null || value === ''

const hints: Readonly<Record<(typeof required)[number], string>> = {
  apiVersion: 'add: apiVersion: v2',
  name: 'add the name of the chart, a DNS label such as ecommerce',
  description: 'add one sentence on what the chart installs',
  version: 'add the version of the chart, such as 0.1.0',
  appVersion: 'add the version of the platform\'s images, in quotes, such as "1.4.2"',
  kubeVersion: 'add the Kubernetes versions that it supports: kubeVersion: ">=1.29.0-0"',
}

function unknown(data: Readonly<Record<string, unknown>>): readonly Problem[] {
  return Object.keys(data)
    .filter((field) => !known.includes(field))
    .map((field) => ({
      code: 'chart-field-unknown',
      path: field,
      message: `Chart.yaml has no field ${field}`,
      hint: didYouMean(field, known, 'put what Helm does not know under annotations'),
    }))
}

function* malformed(
  data: Readonly<Record<string, unknown>>,
  { wordAt }: YamlDocument,
): Iterable<Problem> {
  for (const field of required) {
    const value = data[field]
    if (isMissing(value) || typeof value === 'string') continue
    const [shown, word] = [JSON.stringify(value), wordAt([field])]
    const scalar = typeof value === 'object' ? undefined : (word ?? shown)
    const read = scalar === undefined || scalar === shown ? shown : `${scalar} (read as ${shown})`
    const hint = scalar === undefined ? hints[field] : `put it in quotes: ${field}: "${scalar}"`
    yield misshapen(field, `${field} must be a text, not ${read}`, hint)
  }
  const { version, appVersion, apiVersion } = data
  if (typeof version === 'string' && version !== '' && !semver.test(version)) {
    const message = `${version} is no SemVer version`
    yield misshapen('version', message, 'write three numbers, such as 0.1.0')
  }
  if (typeof appVersion === 'string' && appVersion !== '' && !tag.test(appVersion)) {
    const message = `appVersion ${appVersion} cannot be the tag of an image, which it is by default`
    yield misshapen('appVersion', message, 'use up to 128 letters, digits, "_", "." and "-"')
  }
  if (apiVersion !== undefined && apiVersion !== 'v2') {
    const message = `apiVersion must be v2, not ${JSON.stringify(apiVersion)}`
    yield misshapen('apiVersion', message, 'Helm 3 and Helm 4 both read v2')
  }
}

function misshapen(path: string, message: string, hint: string): Problem {
  return { code: 'chart-field-malformed', path, message, hint }
}
