import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { text } from 'node:stream/consumers'
import { startWatchdog } from './control-plane/watchdog.ts'

/** What a process left behind when it ended. */
export interface ProcessResult {
  readonly exitCode: number | null
  readonly stdout: string
  readonly stderr: string
}

/** One for each test worker, which may be killed while its Helm still waits. */
const watchdog = startWatchdog('')

/** Runs a program that does not outlive its test worker. */
export async function guardedRun(
  program: string,
  args: readonly string[],
  environment: Readonly<Record<string, string>> = {},
): Promise<ProcessResult> {
  const child = spawn(program, args, {
    env: { ...process.env, ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
    timeout: 500_000,
  })
  const { pid = 0 } = child
  watchdog.guard(pid)
  const closed = once(child, 'close') as Promise<[number | null]> // exit code, null when killed
  const [stdout, stderr, [exitCode]] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    closed,
  ])
  watchdog.release(pid)
  return { exitCode, stdout, stderr }
}
