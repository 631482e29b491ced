import { readFile } from 'node:fs/promises'
import { ChartError } from '../errors/chart-error.ts'

/** The text of one of the project's own files, or a problem that says what the file is for. */
export async function readProjectFile(file: string, purpose: string): Promise<string> {
  try {
    return await readFile(file, 'utf8')
  } catch (error) {
    const missing = error instanceof Error && 'code' in error && error.code === 'ENOENT'
    const message = missing
      ? 'the file does not exist'
      : `the file cannot be read: ${(error as Error).message}` // fs throws errors only
    throw new ChartError([{ code: 'file-unreadable', path: file, file, message, hint: purpose }])
  }
}
