import { existsSync, readFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import type { CommandDef } from 'citty'
import { ownership } from '../chart/generated.ts'
import { type Problem, refuse } from '../errors/chart-error.ts'
import { foreignFile, writeGenerated } from '../files/write-generated.ts'
import { typesFile, typesOf } from '../project/kind-types.ts'
import { type ProjectKind, readKinds, refuseFaults } from '../project/project-kinds.ts'
import { loadChart } from '../helm/chart/load-chart.ts'
import { chartTypes } from '../infer/chart-types.ts'
import { chartIn, isProject } from './chart-in.ts'
import { chart, command, type ExitCode } from './define.ts'

/**
 * `chartwright types`: the schemas of a project's own component kinds become TypeScript beside them; of
 * any other chart, the types of its values are printed.
 */
export const typesCommand: CommandDef = command(
  'types',
  "Write the TypeScript types of the values of a project's own component kinds, or print those of any chart",
  {
    directory: chart,
    check: {
      type: 'boolean',
      description: 'Write nothing; name each file that differs, and exit 1 if one does',
    },
  },
  async (args) => {
    if (!isKindsProject(args.directory)) return printTypes(args.directory, args.check)
    const kinds = readKinds(args.directory)
    refuseFaults(kinds)
    const files = await Promise.all(kinds.map(typesIn))
    const changed = files.filter(
      ({ file, text }) => !existsSync(file) || readFileSync(file, 'utf8') !== text,
    )
    refuse(changed.flatMap(({ file }) => foreignFile(file, ownership)))
    if (!args.check) for (const { file, text } of changed) writeGenerated(file, text)
    for (const { file } of changed)
      console.log(`${args.check ? 'differs' : 'wrote'} ${relative('', file)}`)
    if (args.check && changed.length > 0) {
      console.log(`\nrun: chartwright types ${args.directory}`)
      return 1
    }
    console.log(`${kinds.length} kinds, ${changed.length} changed`)
    return 0
  },
)

async function typesIn(
  kind: ProjectKind,
): Promise<{ readonly file: string; readonly text: string }> {
  return { file: typesFile(kind), text: await typesOf(kind) }
}

/** A project, or what is going to be one: its kinds may be written before its model. */
const isKindsProject = (directory: string): boolean =>
  isProject(directory) || existsSync(join(directory, 'kinds'))

async function printTypes(path: string, isCheck: boolean | undefined): Promise<ExitCode> {
  if (isCheck) refuse([checkOfChart(path)])
  process.stdout.write(await chartTypes(loadChart(chartIn(path))))
  return 0
}

const checkOfChart = (path: string): Problem => ({
  code: 'option-conflict',
  path: '--check',
  message: `--check is for the kinds of a project, and ${path} is a chart`,
  hint: 'leave it out: the types of a chart are printed',
})
