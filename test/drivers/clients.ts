import spawn from 'nano-spawn'
import { type Toolchain, toolchain } from './toolchains.ts'

/** What a client program saw of its server, or what its driver said. */
export type Answer =
  | { readonly seen: Readonly<Record<string, unknown>> }
  | { readonly error: string }

const toolchains = {
  node: await toolchain('node'),
  go: await toolchain('go'),
  python: await toolchain('python'),
  java: await toolchain('java'),
}

/** A driver, and the language that its client program is written in. */
export interface Driver {
  readonly name: string
  readonly language: keyof typeof toolchains
}

/** Why a driver cannot be run here, as the end of a title; throws under CI, where all are run. */
export function whyNotDriver({ language }: Driver): string {
  const found: Toolchain = toolchains[language]
  if (!('reason' in found)) return ''
  if (process.env['CI']) throw new Error(found.reason)
  return ` (not run: ${found.reason})`
}

/** nano-spawn adds to the environment of this process: what a driver must not see is taken away. */
const onlyPath = Object.fromEntries(
  Object.keys(process.env).flatMap((name) => (name === 'PATH' ? [] : [[name, undefined]])),
)

/** Has a driver connect with this environment, and nothing else. */
export async function ask(
  { name, language }: Driver,
  environment: Readonly<Record<string, string>>,
): Promise<Answer> {
  const found = toolchains[language]
  if ('reason' in found) throw new Error(found.reason)
  const [program = '', ...args] = found.command
  const env = { ...onlyPath, ...environment }
  const { output } = await spawn(program, [...args, name], { env, stdin: 'ignore' })
  const answer = output.split('\n').find((line) => /^\{"(?:seen|error)"/.test(line))
  if (answer === undefined) throw new Error(`${name} says: ${output}`)
  return JSON.parse(answer) as Answer // what the client programs print
}
