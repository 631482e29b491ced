import type { CommandDef } from 'citty'
import { isError, isUnjudged, type Problem, refuse } from '../errors/chart-error.ts'
import { loadChart } from '../helm/chart/load-chart.ts'
import { loadValues } from '../values/read-values.ts'
import { setNames } from '../helm/set/apply-set.ts'
import { type Validation, validateValues } from '../validate/validate-values.ts'
import { junitText } from '../verify/format/junit.ts'
import type { HelmQuestion } from '../verify/ask-helm.ts'
import { packageVersion } from '../package-file.ts'
import { chartIn, profilesIn } from './chart-in.ts'
import { allOf, chart as anyChart, command, valuesFiles } from './define.ts'
import { sarifText } from './sarif-text.ts'
import { colours, githubText, problemsText } from './print-problems.ts'

/**
 * `chartwright validate`: Helm's verdict on values, without Helm. The exit code is 0 for values that
 * Helm takes, 1 for others, and 2 where only Helm can tell.
 */
export const validateCommand: CommandDef = command(
  'validate',
  'Check values as Helm does, and warn about valid but risky values',
  {
    directory: anyChart,
    values: {
      type: 'string',
      alias: 'f',
      description:
        'Values files, as for Helm; - is standard input. Default: each profile on its own',
      valueHint: 'FILE',
    },
    set: {
      type: 'string',
      description: 'Value to set, as for Helm; repeatable',
      valueHint: 'NAME=VALUE',
    },
    'set-string': { type: 'string', description: 'The same for text', valueHint: 'NAME=TEXT' },
    'set-json': { type: 'string', description: 'The same for JSON', valueHint: 'NAME=JSON' },
    'set-file': {
      type: 'string',
      description: 'The same for the text of a file',
      valueHint: 'NAME=FILE',
    },
    'set-literal': {
      type: 'string',
      description: 'The same for text as it is, with its commas',
      valueHint: 'NAME=TEXT',
    },
    release: {
      type: 'string',
      description: 'Name of the release. Default: the name of the chart',
      valueHint: 'NAME',
    },
    namespace: {
      type: 'string',
      alias: 'n',
      description: 'Namespace of the release. Default: default',
      valueHint: 'NAME',
    },
    'kube-version': {
      type: 'string',
      description: 'Version of the cluster. Default: what Helm takes for the newest',
      valueHint: 'VERSION',
    },
    'api-versions': {
      type: 'string',
      alias: 'a',
      description: "APIs that the cluster has besides Kubernetes' own; repeatable",
      valueHint: 'GROUP/VERSION',
    },
    helm: {
      type: 'boolean',
      description: 'Have Helm say what only Helm can tell; needs Helm, or Go to build it',
    },
    strict: { type: 'boolean', description: 'Fail on warnings, too' },
    output: {
      type: 'enum',
      options: ['text', 'json', 'github', 'junit', 'sarif'],
      default: 'text',
      description: 'Form of the report',
    },
  },
  async (args, rawArgs) => {
    const directory = chartIn(args.directory)
    const chart = loadChart(directory)
    const files = valuesFiles(rawArgs)
    const sets = setNames.flatMap((name) => allOf(rawArgs, name).map((text) => ({ name, text })))
    const { release, namespace, 'kube-version': kubernetes } = args
    const apiVersions = allOf(rawArgs, 'api-versions', 'a').flatMap((text) => text.split(','))
    const options = {
      ...(release && { release }),
      ...(namespace && { namespace }),
      ...(kubernetes && { kubernetes }),
      ...(apiVersions.length > 0 && { apiVersions }),
    }
    if (args.helm && files.includes('-')) refuse([standardInput])
    const checked: Checked[] = []
    for (const layers of candidates(files, args.directory)) {
      const { problems } = validateValues(chart, loadValues(layers, sets), options)
      const name = [...layers, ...sets.map((set) => `--${set.name} ${set.text}`)].join(', ')
      const question = { directory, chart, values: layers, sets, ...options }
      const all = args.helm && isOpen(problems) ? await withHelm(problems, question) : problems
      checked.push({ name, problems: all.map((one) => placed(one, layers)) })
    }
    const problems = inOrder(checked.flatMap((one) => one.problems))
    process.stdout.write(reports[args.output](problems, checked))
    if (problems.some((one) => isError(one) || (args.strict && !isUnjudged(one)))) return 1
    return problems.some(isUnjudged) ? 2 : 0
  },
)

/** The files to lay over each other; without any, every profile is checked on its own. */
function candidates(files: readonly string[], directory: string): readonly (readonly string[])[] {
  const profiles = files.length > 0 ? [] : profilesIn(directory)
  return profiles.length > 0 ? profiles.map((file) => [file]) : [files]
}

/** What has no place of its own is a matter of the values as a whole: of the last file of them. */
function placed(problem: Problem, layers: readonly string[]): Problem {
  const file = layers.at(-1)
  if (file === undefined || problem.file !== undefined || problem.option !== undefined)
    return problem
  return { ...problem, file }
}

type Problems = readonly Problem[]

/** Whether Helm's word is all that is missing. */
const isOpen = (problems: Problems): boolean => !problems.some(isError) && problems.some(isUnjudged)

/** What Helm says in place of what could not be judged. */
async function withHelm(
  problems: Problems,
  question: Omit<HelmQuestion, 'onProgress'>,
): Promise<Problems> {
  const { askHelm } = await import('../verify/ask-helm.ts') // most runs ask nobody
  const onProgress = (message: string): void => console.error(message)
  const said = await askHelm({ ...question, onProgress })
  return [...problems.filter((one) => !isUnjudged(one)), ...said]
}

const standardInput: Problem = {
  code: 'helm-standard-input',
  path: '--helm',
  message: 'Helm cannot read standard input once more',
  hint: 'write the values to a file, and name it with -f',
}

/** Values that were checked, and what is wrong with them. */
interface Checked {
  readonly name: string
  readonly problems: Problems
}

const reports = {
  text: (problems: Problems, checked: readonly Checked[]) =>
    problems.length > 0
      ? problemsText(problems, colours(process.stdout))
      : `${named(checked)}: no problems\n`,
  json: (problems: Problems) =>
    `${JSON.stringify({ verdict: verdictOf(problems), problems }, undefined, 2)}\n`,
  github: (problems: Problems, checked: readonly Checked[]) =>
    problems.length > 0 ? githubText(problems) : `::notice::${named(checked)}: no problems\n`,
  junit: (_: Problems, checked: readonly Checked[]) =>
    junitText('chartwright validate', [
      {
        name: 'values',
        cases: checked.map((one) => ({ name: named([one]), problems: inOrder(one.problems) })),
      },
    ]),
  sarif: (problems: Problems) => sarifText(problems, packageVersion()),
} as const

const named = (checked: readonly Checked[]): string =>
  checked.map(({ name }) => name || 'values.yaml of the chart').join(', ')

function verdictOf(problems: Problems): Validation['verdict'] {
  if (problems.some(isError)) return 'refused'
  return problems.some(isUnjudged) ? 'not judged' : 'valid'
}

/** Each problem once, in the order in which a person meets them; what has no place comes last. */
function inOrder(problems: Problems): Problems {
  const unique = new Map(problems.map((problem) => [JSON.stringify(problem), problem]))
  return [...unique.values()].toSorted(byPlace)
}

function byPlace(a: Problem, b: Problem): number {
  const last = Number.MAX_SAFE_INTEGER
  const [fileA = '', fileB = ''] = [a.file, b.file]
  return (
    fileA.localeCompare(fileB) ||
    (a.line ?? last) - (b.line ?? last) ||
    (a.column ?? 0) - (b.column ?? 0)
  )
}
