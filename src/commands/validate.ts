import { join } from 'node:path'
import type { CommandDef } from 'citty'
import { checkValues } from '../chart/check-values.ts'
import type { Problem } from '../errors/chart-error.ts'
import { loadProject } from '../project/load-project.ts'
import { allOf, command, directory } from './define.ts'
import { colours, githubText, problemsText } from './print-problems.ts'

/** `chartwright validate`: Helm's verdict on values files, without Helm. */
export const validateCommand: CommandDef = command(
  'validate',
  'Check values files against the schema and the checks of a chart',
  {
    directory,
    values: {
      type: 'string',
      alias: 'f',
      description: 'Values file, as for Helm; repeatable',
      valueHint: 'FILE',
    },
    output: {
      type: 'enum',
      options: ['text', 'json', 'github'],
      default: 'text',
      description: 'Form of the report',
    },
  },
  async (args, rawArgs) => {
    const project = await loadProject(args.directory)
    const given = allOf(rawArgs, 'values', 'f')
    const files =
      given.length > 0
        ? given
        : profileFiles(project.directory, Object.keys(project.platform.profiles ?? {}))
    const sets = given.length > 0 ? [given] : files.map((file) => [file])
    const problems = sets.flatMap((set) => checkValues(project, set)).toSorted(byPlace)
    process.stdout.write(reports[args.output](problems, files))
    return problems.some(({ severity }) => severity !== 'warning') ? 1 : 0
  },
)

type Problems = readonly Problem[]

const reports = {
  text: (problems: Problems, files: readonly string[]) =>
    problems.length > 0
      ? problemsText(problems, colours(process.stdout))
      : `${files.join(', ')}: no problems\n`,
  json: (problems: Problems) => `${JSON.stringify(problems, undefined, 2)}\n`,
  github: githubText,
} as const

/** In the order in which a person meets them; what has no place comes last. */
function byPlace(a: Problem, b: Problem): number {
  const last = Number.MAX_SAFE_INTEGER
  return (a.line ?? last) - (b.line ?? last) || (a.column ?? 0) - (b.column ?? 0)
}

/** Without `-f`, every profile is checked on its own. */
function profileFiles(root: string, profiles: readonly string[]): readonly string[] {
  return profiles.map((name) => join(root, `values-${name}.yaml`))
}
