import { accessSync, constants } from 'node:fs'
import { delimiter, join } from 'node:path'

/** Programs that tests run, and the Debian package that they come from. */
export interface Programs {
  readonly names: readonly string[]
  readonly from: string
  /** Directories outside the PATH where they may be. */
  readonly directories?: readonly string[]
}

/** The PATH on which the programs are looked for, and with which they run. */
export function pathOf({ directories = [] }: Programs): string {
  return [...directories, process.env['PATH'] ?? ''].join(delimiter)
}

/**
 * Why tests of these programs cannot run here, as the end of their title; empty where they can.
 * Throws under CI, where nothing is left out.
 */
export function whyNot(programs: Programs): string {
  const path = pathOf(programs)
  const missing = programs.names.filter((program) => !isOnPath(program, path))
  if (missing.length === 0) return ''
  const reason = `${missing.join(', ')} not found: apt-get install ${programs.from}`
  if (process.env['CI']) throw new Error(reason)
  return ` (not run: ${reason})`
}

function isOnPath(program: string, path: string): boolean {
  return path.split(delimiter).some((directory) => {
    try {
      accessSync(join(directory, program), constants.X_OK)
      return true
    } catch {
      return false
    }
  })
}
