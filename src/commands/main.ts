import { stripVTControlCharacters } from 'node:util'
import { type CommandDef, defineCommand, renderUsage, runCommand } from 'citty'
import { colours, problemsText } from './print-problems.ts'
import { ChartError } from '../errors/chart-error.ts'
import { packageVersion } from '../package-file.ts'

/** Each is loaded when it is asked for: most of a short run is loading. */
const commands: Readonly<Record<string, () => Promise<CommandDef>>> = {
  generate: async () => (await import('./generate.ts')).generateCommand,
  types: async () => (await import('./types.ts')).typesCommand,
  schema: async () => (await import('./schema.ts')).schemaCommand,
  verify: async () => (await import('./verify.ts')).verifyCommand,
  validate: async () => (await import('./validate.ts')).validateCommand,
  diff: async () => (await import('./diff.ts')).diffCommand,
  values: async () => (await import('./values.ts')).valuesCommand,
  secrets: async () => (await import('./secrets.ts')).secretsCommand,
  summary: async () => (await import('./summary.ts')).summaryCommand,
}

const main: CommandDef = defineCommand({
  meta: {
    name: 'chartwright',
    description:
      'Typed Helm charts: one platform.ts becomes an idiomatic umbrella chart with schema-validated values',
  },
  subCommands: commands,
})

/** Runs the command line; the only place that decides how the process ends. */
async function run(args: readonly string[]): Promise<void> {
  const [name = '', ...rest] = args
  const chosen = Object.hasOwn(commands, name) ? await commands[name]?.() : undefined
  if (args.includes('--help') || args.includes('-h') || args.length === 0) {
    console.log(usageText(await renderUsage(chosen ?? main)))
  } else if (name === '--version' || name === '-v') console.log(packageVersion())
  else if (chosen) await runCommand(chosen, { rawArgs: [...rest] })
  else
    throw new ChartError([
      {
        code: 'unknown-command',
        path: name,
        message: `there is no command ${name}`,
        hint: `the commands are: ${Object.keys(commands).join(', ')}`,
      },
    ])
}

/** citty colours its help wherever it goes. */
function usageText(usage: string): string {
  return colours(process.stdout) ? usage : stripVTControlCharacters(usage)
}

/** What citty itself refuses. */
function usage(message: string): void {
  process.stderr.write(`${message}\nsee: chartwright ${process.argv[2] ?? ''} --help\n`)
}

// A reader that has seen enough, such as head, closes the pipe.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit()
  throw error
})

try {
  await run(process.argv.slice(2))
} catch (error) {
  process.exitCode = 1
  if (error instanceof ChartError)
    process.stderr.write(problemsText(error.problems, colours(process.stderr)))
  else if (error instanceof Error && error.name === 'CLIError') usage(error.message)
  else console.error(error)
}
