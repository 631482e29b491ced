import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import spawn from 'nano-spawn'

/** A Go module that is read for its files, not for its code. */
export interface GoModule {
  readonly path: string
  readonly version: string
}

/** Reads one file of a Go module, which the Go command downloads and checks against its sum. */
export async function readModuleFile(module: GoModule, file: string): Promise<string> {
  const { stdout } = await spawn('go', [
    'mod',
    'download',
    '-json',
    `${module.path}@${module.version}`,
  ])
  const { Dir } = JSON.parse(stdout) as { readonly Dir: string }
  return readFileSync(join(Dir, file), 'utf8')
}
