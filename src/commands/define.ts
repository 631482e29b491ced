import { type ArgDef, type ArgsDef, type CommandDef, defineCommand, type ParsedArgs } from 'citty'
import { parseArgs } from 'node:util'
import { type Problem, refuse } from '../errors/chart-error.ts'
import { didYouMean } from '../errors/suggestion.ts'

/**
 * What a command gives back to the CLI: the exit code, which only `cli.ts` hands to the process. 1 is
 * an error; 2 is what a person asked to be told of, as `helm diff` and `terraform plan` have it, or
 * a question that is left open; 3 is a comparison that leaves it open whether anything breaks.
 */
export type ExitCode = 0 | 1 | 2 | 3

/**
 * A command that refuses options it does not know; citty alone would ignore them. One that takes more
 * looks itself at the arguments behind those that it names.
 */
export function command<const T extends ArgsDef>(
  name: string,
  description: string,
  args: T,
  run: (args: ParsedArgs<T>, rawArgs: readonly string[]) => Promise<ExitCode>,
  { takesMore = false }: { readonly takesMore?: boolean } = {},
): CommandDef {
  return defineCommand({
    meta: { name: `chartwright ${name}`, description },
    args,
    async run(context) {
      refuseUnknown(context.args, args, takesMore)
      process.exitCode = await run(context.args, context.rawArgs)
    },
  }) as unknown as CommandDef // the CLI knows its commands by their names only
}

function refuseUnknown(
  given: Readonly<Record<string, unknown>>,
  known: ArgsDef,
  takesMore: boolean,
): void {
  const names = Object.entries(known).flatMap(([name, definition]) => [
    name,
    ...aliases(definition),
  ])
  const empty = names.filter((name) => given[name] === true && isText(known, name))
  refuse(empty.map(withoutValue))
  const unknown = Object.keys(given).filter(
    (name) => name !== '_' && !names.includes(name) && !names.includes(withHyphens(name)),
  )
  const positionals = Object.values(known).filter(({ type }) => type === 'positional').length
  const extra = (given['_'] as readonly string[]).slice(takesMore ? Infinity : positionals) // citty's list of all positional arguments
  refuse([
    ...unknown.map((name) => {
      const hint = didYouMean(name, names, seeHelp, (close) => `--${close}`)
      return noArgument(`--${name}`, hint)
    }),
    ...extra.map((word) => noArgument(word, seeHelp)),
  ])
}

/** Refuses what stands behind the one argument of a command, for one that may take more. */
export function refuseMore(given: readonly string[]): void {
  refuse(given.slice(1).map((word) => noArgument(word, seeHelp)))
}

const seeHelp = 'see --help'

function withoutValue(name: string): Problem {
  const option = `--${name}`
  const message = `${option} needs a value`
  return { code: 'option-without-value', path: option, message, hint: seeHelp }
}

function noArgument(word: string, hint: string): Problem {
  return { code: 'unknown-option', path: word, message: `there is no argument ${word}`, hint }
}

/** citty gives `--set-string` as `setString`, too. */
const withHyphens = (name: string): string =>
  name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)

const isText = (known: ArgsDef, name: string): boolean =>
  known[name]?.type === 'string' || known[name]?.type === 'enum'

function aliases(definition: ArgDef): readonly string[] {
  return 'alias' in definition ? [definition.alias ?? []].flat() : []
}

/** The project's directory, the argument of most commands. */
export const directory: {
  readonly type: 'positional'
  readonly description: string
  readonly default: string
} = {
  type: 'positional',
  description: 'Directory of the project: where Chart.yaml and platform.ts are',
  default: '.',
}

/** Any chart, the argument of what is not for projects alone. */
export const chart: typeof directory = {
  type: 'positional',
  description: 'Directory of a project or of any chart, or a packed chart',
  default: '.',
}

/** The option with values files to lay over something. */
export function valuesOver(what: string): {
  readonly type: 'string'
  readonly alias: 'f'
  readonly description: string
  readonly valueHint: string
} {
  const description = `Values file to lay over ${what}; repeatable`
  return { type: 'string', alias: 'f', description, valueHint: 'FILE' }
}

/** Every value of an option that may be given more than once; citty keeps the last one only. */
export function allOf(rawArgs: readonly string[], name: string, short?: string): readonly string[] {
  const option = {
    type: 'string',
    multiple: true,
    ...(short === undefined ? {} : { short }),
  } as const
  const { values } = parseArgs({
    args: [...rawArgs],
    options: { [name]: option },
    strict: false,
    allowPositionals: true,
  })
  return (values[name] ?? []) as readonly string[] // a multiple string option
}

/**
 * The values files of a command line: as Helm reads `-f`, a list with commas between, in which a name
 * that has a comma stands in double quotes (Go's encoding/csv, by way of pflag's StringSlice).
 */
export function valuesFiles(rawArgs: readonly string[]): readonly string[] {
  return allOf(rawArgs, 'values', 'f').flatMap(listed)
}

function listed(text: string): readonly string[] {
  const items = text.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))(?=,|$)/g)
  return [...items].map(([, quoted, plain = '']) => quoted?.replaceAll('""', '"') ?? plain)
}
