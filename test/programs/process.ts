import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { chownSync, mkdirSync } from 'node:fs'

/** How a program ended, and what it said. */
export interface Outcome {
  readonly code: number | null
  readonly output: string
}

/** A program that runs until it is stopped. */
export interface Running {
  readonly process: ChildProcess
  readonly ended: Promise<Outcome>
}

type Environment = Readonly<Record<string, string>>

/** Many servers refuse to run as root, so that root becomes nobody, or whom CHARTWRIGHT_UID says. */
const id = Number(process.env['CHARTWRIGHT_UID'] ?? 65_534)
export const unprivileged: { readonly uid?: number; readonly gid?: number } =
  process.getuid?.() === 0 ? { uid: id, gid: id } : {}

/** Makes a directory, if it is not there, that programs may write to. */
export function own(directory: string, user?: number): void {
  mkdirSync(directory, { recursive: true })
  const { uid = user, gid = user } = user === undefined ? unprivileged : {}
  if (uid !== undefined && gid !== undefined) chownSync(directory, uid, gid)
}

/** Programs that run: none outlives the tests. */
const all = new Set<ChildProcess>()
process.once('exit', () => all.forEach(killGroup))

/** Starts a program with nothing but this environment; it ends with the tests at the latest. */
export function start(
  command: readonly string[],
  environment: Environment,
  user?: number,
): Running {
  const [program = '', ...args] = command
  const child = spawn(program, args, {
    env: environment,
    detached: true, // as the leader of a group, so that its children can be ended with it
    stdio: ['ignore', 'pipe', 'pipe'],
    ...unprivileged,
    ...(user === undefined ? {} : { uid: user, gid: user }),
  })
  all.add(child)
  let output = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => (output += text))
  }
  const ended = once(child, 'close').then(([code]) => {
    all.delete(child)
    return { code: code as number | null, output } // as Node.js says
  })
  return { process: child, ended }
}

/** Runs a program to its end. */
export function run(command: readonly string[], environment: Environment): Promise<Outcome> {
  return start(command, environment).ended
}

/** Ends a program and all that it started, at once and whatever it does. */
export async function kill({ process: child, ended }: Running): Promise<void> {
  killGroup(child)
  await ended
}

function killGroup({ exitCode, signalCode, pid }: ChildProcess): void {
  if (exitCode === null && signalCode === null && pid) process.kill(-pid, 'SIGKILL')
}
