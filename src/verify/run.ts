import spawn, { SubprocessError } from 'nano-spawn'
import { ChartError } from '../errors/chart-error.ts'

/** What a process left behind when it ended by itself. */
export interface ProcessResult {
  readonly exitCode: number
  readonly stdout: string
  readonly stderr: string
}

/** How a process is run. */
export interface RunOptions {
  readonly input?: string
  /** Added to the environment of this process. */
  readonly environment?: Environment
  /** Milliseconds after which the process is killed. Default: one minute. */
  readonly timeout?: number
  /** Kills the process when it aborts. */
  readonly signal?: AbortSignal
}

/**
 * Programs in Go collect garbage less often then, which saves a fifth of their time, unless they
 * get large.
 */
export const lessCollection: Environment = {
  GOGC: process.env['GOGC'] ?? '400',
  GOMEMLIMIT: process.env['GOMEMLIMIT'] ?? '512MiB',
}

/** Environment variables. */
export type Environment = Readonly<Record<string, string | undefined>>

/**
 * Runs a program to its end. A non-zero exit code is a result like any other; a program that cannot
 * be started, is killed or does not end in time is a ChartError.
 */
export async function run(
  program: string,
  args: readonly string[],
  options: RunOptions = {},
): Promise<ProcessResult> {
  const { input, environment = {}, timeout = 60_000, signal } = options
  const timer = AbortSignal.timeout(timeout)
  try {
    const { stdout, stderr } = await spawn(program, [...args], {
      stdin: input === undefined ? 'ignore' : { string: input },
      env: environment,
      killSignal: 'SIGKILL',
      signal: signal ? AbortSignal.any([signal, timer]) : timer,
    })
    return { exitCode: 0, stdout, stderr }
  } catch (error) {
    if (!(error instanceof SubprocessError)) throw error
    if (error.isCanceled) throw signal?.aborted ? signal.reason : tooSlow(program, args, timeout)
    const { exitCode, stdout, stderr } = error
    if (exitCode === undefined) throw broken(program, error)
    return { exitCode, stdout, stderr }
  }
}

function tooSlow(program: string, args: readonly string[], timeout: number): ChartError {
  return failure('program-too-slow', program, {
    message: `${program} ${args[0]} did not end within ${timeout / 1000} s`,
    hint: 'run it by hand to see what it waits for',
  })
}

function broken(program: string, { signalName, cause }: SubprocessError): ChartError {
  const reason = cause instanceof Error ? cause.message : `it was killed by ${signalName}`
  return failure('program-failed', program, {
    message: `${program} did not run: ${reason}`,
    hint: 'check that it is an executable for this machine',
  })
}

function failure(
  code: string,
  path: string,
  texts: { readonly message: string; readonly hint: string },
): ChartError {
  return new ChartError([{ code, path, ...texts }])
}
