import { accessSync, constants, statSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import type { Environment } from '../run.ts'

/** Every executable file of one of the names on PATH, in the order of PATH. */
export function searchPath(names: readonly string[], environment: Environment): readonly string[] {
  const suffix = process.platform === 'win32' ? '.exe' : ''
  const folders = (environment['PATH'] ?? '').split(delimiter).filter((folder) => folder !== '')
  const files = folders.flatMap((folder) => names.map((name) => join(folder, name + suffix)))
  return files.filter(isExecutable)
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK)
    return statSync(file).isFile()
  } catch {
    return false
  }
}
