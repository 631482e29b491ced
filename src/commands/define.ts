import { type ArgDef, type ArgsDef, type CommandDef, defineCommand, type ParsedArgs } from 'citty'
import { parseArgs } from 'node:util'
import { ChartError } from '../errors/chart-error.ts'
import { suggestion } from '../errors/suggestion.ts'

/**
 * What a command gives back to the CLI: the exit code, which only `cli.ts` hands to the process. 1 is
 * an error; 2 is what a person asked to be told of, as `helm diff` and `terraform plan` have it.
 */
export type ExitCode = 0 | 1 | 2

/** A command that refuses options it does not know; citty alone would ignore them. */
export function command<const T extends ArgsDef>(
  name: string,
  description: string,
  args: T,
  run: (args: ParsedArgs<T>, rawArgs: readonly string[]) => Promise<ExitCode>,
): CommandDef {
  return defineCommand({
    meta: { name: `chartwright ${name}`, description },
    args,
    async run(context) {
      refuseUnknown(context.args, args)
      process.exitCode = await run(context.args, context.rawArgs)
    },
  }) as unknown as CommandDef // the CLI knows its commands by their names only
}

function refuseUnknown(given: Readonly<Record<string, unknown>>, known: ArgsDef): void {
  const names = Object.entries(known).flatMap(([name, definition]) => [
    name,
    ...aliases(definition),
  ])
  const positionals = Object.values(known).filter(({ type }) => type === 'positional').length
  const extra = (given['_'] as readonly string[]).slice(positionals) // citty's list of all positional arguments
  const unknown = Object.keys(given).filter(
    (name) => name !== '_' && !names.includes(name) && !names.includes(withHyphens(name)),
  )
  const empty = names.filter((name) => given[name] === true && isText(known, name))
  if (empty.length > 0) {
    throw new ChartError(
      empty.map((name) => ({
        code: 'option-without-value',
        path: `--${name}`,
        message: `--${name} needs a value`,
        hint: 'see --help',
      })),
    )
  }
  const problems = [
    ...unknown.map((name) => ({ option: `--${name}`, close: suggestion(name, names) })),
    ...extra.map((word) => ({ option: word, close: undefined })),
  ]
  if (problems.length === 0) return
  throw new ChartError(
    problems.map(({ option, close }) => ({
      code: 'unknown-option',
      path: option,
      message: `there is no argument ${option}`,
      hint: close ? `did you mean --${close}?` : 'see --help',
    })),
  )
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
