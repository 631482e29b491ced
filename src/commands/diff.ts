import type { CommandDef } from 'citty'
import { type Comparison, compareStates } from '../diff/compare-states.ts'
import type { Difference } from '../diff/differences.ts'
import { findStates } from '../diff/find-states.ts'
import { isError } from '../errors/chart-error.ts'
import { formatPath } from '../helm/yaml/yaml-path.ts'
import { command, type ExitCode, valuesFiles, valuesOver } from './define.ts'
import { diffMarkdown, diffText } from './print-diff.ts'
import { colours, githubText } from './print-problems.ts'

/** `chartwright diff`: what differs between two profiles, values files, or versions of a chart. */
export const diffCommand: CommandDef = command(
  'diff',
  'Compare profiles, values files or versions of a chart: values, objects, and what breaks',
  {
    from: {
      type: 'positional',
      required: true,
      description:
        'Profile, values file, or chart (directory or .tgz); "defaults" for the bare defaults',
    },
    to: { type: 'positional', required: true, description: 'What to compare it with' },
    project: {
      type: 'string',
      description: 'Directory of the project that profiles and values files are for',
      default: '.',
      valueHint: 'DIR',
    },
    values: valuesOver('both'),
    'fail-on': {
      type: 'enum',
      options: ['nothing', 'breaking', 'any'],
      default: 'nothing',
      description:
        'Differences to end with exit code 2 for; 3 where it is open whether anything breaks',
    },
    output: {
      type: 'enum',
      options: ['text', 'json', 'markdown', 'github'],
      default: 'text',
      description: 'Form of the report',
    },
  },
  async ({ from, to, project, output, 'fail-on': failOn }, rawArgs) => {
    const options = { project, values: valuesFiles(rawArgs) }
    const comparison = compareStates(...(await findStates(from, to, options)))
    process.stdout.write(formats[output](comparison))
    return exitCodes[failOn](comparison)
  },
)

const formats = {
  text: (comparison: Comparison) => diffText(comparison, colours(process.stdout)),
  json: ({ values, objects, ...rest }: Comparison) => {
    const written = objects.map((one) => ({ ...one, fields: withPaths(one.fields) }))
    const all = { ...rest, values: withPaths(values), objects: written }
    return `${JSON.stringify(all, undefined, 2)}\n`
  },
  markdown: diffMarkdown,
  github: ({ breaking, notCompared }: Comparison) => githubText([...breaking, ...notCompared]),
} as const

function withPaths(all: readonly Difference[]): readonly unknown[] {
  return all.map((one) => ({ ...one, path: formatPath(one.path) }))
}

const exitCodes = {
  nothing: () => 0,
  breaking: (comparison: Comparison) => {
    const { breaking, notCompared } = comparison
    if (breaking.some(isError)) return 2
    return breaking.length + notCompared.length > 0 ? 3 : 0
  },
  any: (comparison: Comparison) => {
    const { values, objects, breaking, notCompared } = comparison
    if (values.length + objects.length + breaking.length > 0) return 2
    return notCompared.length > 0 ? 3 : 0
  },
} as const satisfies Record<string, (comparison: Comparison) => ExitCode>
