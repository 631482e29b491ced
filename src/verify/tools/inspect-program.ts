import { ChartError } from '../../errors/chart-error.ts'
import { run, type Environment } from '../run.ts'
import { formatVersion, parseVersion, type Version } from './version.ts'

/** A program that was asked for its version. */
export interface Program {
  readonly path: string
  /** Undefined when it gave none; `remark` says what it did instead. */
  readonly version: Version | undefined
  /** What it said where it gave no version, its first line. */
  readonly answer?: string
  /** What can be said of it, as part of a sentence: `/usr/bin/helm is 3.12.0`. */
  readonly remark: string
}

/** Asks a program for its version. A program that fails has none. */
export async function inspectProgram(
  path: string,
  args: readonly string[],
  environment: Environment,
): Promise<Program> {
  try {
    const { stdout, stderr } = await run(path, args, { environment, timeout: 20_000 })
    const version = parseVersion(stdout)
    if (version) return { path, version, remark: `${path} is ${formatVersion(version)}` }
    const answer = (stdout || stderr).trim().split('\n')[0] ?? ''
    return { path, version, answer, remark: `${path} tells no version ("${answer}")` }
  } catch (error) {
    if (!(error instanceof ChartError)) throw error
    return { path, version: undefined, remark: error.problems[0]?.message ?? `${path} failed` }
  }
}
