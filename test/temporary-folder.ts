import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import { writeFiles } from './write-files.ts'

/** A folder with the given files, which goes away when the test is over. */
export function temporaryFolder(files: Readonly<Record<string, string>> = {}): string {
  const folder = mkdtempSync(join(tmpdir(), 'chartwright-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  addFiles(folder, files)
  return folder
}

/** Writes more files below a folder. */
export function addFiles(folder: string, files: Readonly<Record<string, string>>): void {
  writeFiles(folder, new Map(Object.entries(files)))
}
