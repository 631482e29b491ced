import { readFileSync } from 'node:fs'
import type { Problem } from '../errors/chart-error.ts'

/** A file's text, or why there is none. */
export type ReadText =
  | { readonly text: string; readonly problem?: undefined }
  | { readonly text?: undefined; readonly problem: Problem }

/**
 * Reads a UTF-8 file that a person names, or the standard input as `-`, of at most 5 MiB: the
 * limit of Helm 3 for a chart's files.
 */
export function readText(file: string): ReadText {
  return textOf(file, () => readFileSync(file === '-' ? standardInput : file))
}

/** The same for a file that is read in another way. */
export function textOf(file: string, read: () => Uint8Array): ReadText {
  try {
    const bytes = read()
    if (bytes.length > limit) return { problem: tooLarge(file, bytes.length) }
    return { text: decoder.decode(bytes) }
  } catch (error) {
    return { problem: unreadable(file, error) }
  }
}

const standardInput = 0
const decoder = new TextDecoder('utf8', { fatal: true })
const limit = 5 * 2 ** 20

function tooLarge(file: string, size: number): Problem {
  const message = `${file} has ${(size / 2 ** 20).toFixed(1)} MiB, more than 5 MiB`
  return { code: 'file-too-large', path: file, file, message, hint: 'is it the right file?' }
}

function unreadable(file: string, error: unknown): Problem {
  const { code = '' } = error as NodeJS.ErrnoException // thrown by the file system or the decoder
  const [rule, message, hint] = reasons[code] ?? ['file-unreadable', `cannot be read (${code})`, '']
  return { code: rule, path: file, file, message: `${file} ${message}`, hint }
}

const brokenChart = [
  'chart-no-archive',
  'is in a broken packed chart',
  'pack it again with helm package',
] as const

const reasons: Readonly<Record<string, readonly [string, string, string]>> = {
  ENOENT: ['file-missing', 'does not exist', 'check the path; it counts from the current folder'],
  ENOTDIR: ['file-missing', 'does not exist', 'check the path; it counts from the current folder'],
  EISDIR: ['file-is-folder', 'is a folder', 'name a file in it'],
  EACCES: ['file-unreadable', 'cannot be read: permission denied', 'make it readable'],
  Z_DATA_ERROR: ['chart-no-archive', 'is in no packed chart', 'pack it again with helm package'],
  Z_BUF_ERROR: brokenChart,
  TAR_BROKEN: brokenChart,
  ERR_ENCODING_INVALID_ENCODED_DATA: ['file-no-utf8', 'is not UTF-8 text', 'save it as UTF-8'],
}
