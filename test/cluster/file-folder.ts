import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll } from 'vitest'
import { addFiles } from '../temporary-folder.ts'

const all = mkdtempSync(join(tmpdir(), 'chartwright-'))
afterAll(() => rmSync(all, { recursive: true, force: true }))

/**
 * A folder with the given files, which goes away with the last test of the file: of tests that run beside
 * each other, vitest does not know whose `onTestFinished` is meant.
 */
export function fileFolder(files: Readonly<Record<string, string>> = {}): string {
  const folder = mkdtempSync(join(all, 'of-a-test-'))
  addFiles(folder, files)
  return folder
}
