import type { CommandDef } from 'citty'
import { isError, isUnjudged, type Problem } from '../errors/chart-error.ts'
import { loadChart } from '../helm/chart/load-chart.ts'
import { loadValues } from '../values/read-values.ts'
import { setNames } from '../helm/set/apply-set.ts'
import { type Validation, validateValues } from '../validate/validate-values.ts'
import { chartIn, profilesIn } from './chart-in.ts'
import { allOf, command } from './define.ts'
import { colours, githubText, problemsText } from './print-problems.ts'

/**
 * `chartwright validate`: Helm's verdict on values, without Helm. The exit code is 0 for values that
 * Helm takes, 1 for others, and 2 where only Helm can tell.
 */
export const validateCommand: CommandDef = command(
  'validate',
  'Check values as Helm does, and warn about valid but risky values',
  {
    directory: {
      type: 'positional',
      description: 'Directory of a project, or of any chart',
      default: '.',
    },
    values: {
      type: 'string',
      alias: 'f',
      description: 'Values file, as for Helm; repeatable. Default: each profile on its own',
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
    release: {
      type: 'string',
      description: 'Name of the release. Default: the name of the chart',
      valueHint: 'NAME',
    },
    strict: { type: 'boolean', description: 'Fail on warnings, too' },
    output: {
      type: 'enum',
      options: ['text', 'json', 'github'],
      default: 'text',
      description: 'Form of the report',
    },
  },
  async (args, rawArgs) => {
    const chart = loadChart(chartIn(args.directory))
    const files = allOf(rawArgs, 'values', 'f')
    const sets = setNames.flatMap((name) => allOf(rawArgs, name).map((text) => ({ name, text })))
    const release = args.release === undefined ? {} : { release: args.release }
    const all = candidates(files, args.directory)
    const problems = all.flatMap(
      (layers) => validateValues(chart, loadValues(layers, sets), release).problems,
    )
    const subject = [...all.flat(), ...sets.map(({ name, text }) => `--${name} ${text}`)]
    process.stdout.write(reports[args.output](inOrder(problems), subject))
    if (problems.some((one) => isError(one) || (args.strict && !isUnjudged(one)))) return 1
    return problems.some(isUnjudged) ? 2 : 0
  },
)

/** The files to lay over each other; without any, every profile is checked on its own. */
function candidates(files: readonly string[], directory: string): readonly (readonly string[])[] {
  const profiles = files.length > 0 ? [] : profilesIn(directory)
  return profiles.length > 0 ? profiles.map((file) => [file]) : [files]
}

type Problems = readonly Problem[]

const reports = {
  text: (problems: Problems, subject: readonly string[]) =>
    problems.length > 0
      ? problemsText(problems, colours(process.stdout))
      : `${named(subject)}: no problems\n`,
  json: (problems: Problems) =>
    `${JSON.stringify({ verdict: verdictOf(problems), problems }, undefined, 2)}\n`,
  github: (problems: Problems, subject: readonly string[]) =>
    problems.length > 0 ? githubText(problems) : `::notice::${named(subject)}: no problems\n`,
} as const

const named = (subject: readonly string[]): string =>
  subject.join(', ') || 'values.yaml of the chart'

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
