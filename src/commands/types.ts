import { existsSync, readFileSync } from 'node:fs'
import { relative } from 'node:path'
import type { CommandDef } from 'citty'
import { ownership } from '../chart/generated.ts'
import { refuse } from '../errors/chart-error.ts'
import { foreignFile, writeGenerated } from '../files/write-generated.ts'
import { typesFile, typesOf } from '../project/kind-types.ts'
import { type ProjectKind, readKinds, refuseFaults } from '../project/project-kinds.ts'
import { command, directory } from './define.ts'

/** `chartwright types`: the schemas of a project's own component kinds become TypeScript. */
export const typesCommand: CommandDef = command(
  'types',
  "Write the TypeScript types of the values of a project's own component kinds",
  {
    directory,
    check: {
      type: 'boolean',
      description: 'Write nothing; name each file that differs, and exit 1 if one does',
    },
  },
  async (args) => {
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
