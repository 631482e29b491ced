import {
  closeSync,
  fchmodSync,
  fsyncSync,
  lstatSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  type Stats,
  writeFileSync,
} from 'node:fs'
import { dirname, join } from 'node:path'
import { ChartError } from '../errors/chart-error.ts'
import { explained } from './system-error.ts'

/**
 * The text of a file that nobody but its owner can read; undefined where there is none. Throws a
 * ChartError for a link, for the file of another user, and for one that others may read.
 */
export function readPrivate(file: string): string | undefined {
  return explained(
    file,
    () => {
      const stats = lstatSync(file, { throwIfNoEntry: false })
      if (!stats) return undefined
      refuseUnsafe(file, stats)
      return readFileSync(file, 'utf8')
    },
    'the secrets',
  )
}

/** Replaces a file, or makes it, as one that its owner alone may read: whole, or not at all. */
export function writePrivate(file: string, text: string): void {
  explained(
    file,
    () => {
      const stats = lstatSync(file, { throwIfNoEntry: false })
      if (stats) refuseUnsafe(file, stats)
      const draft = join(dirname(file), `.chartwright-${process.pid}.secrets`)
      try {
        writeFlushed(draft, text)
        renameSync(draft, file)
      } catch (error) {
        rmSync(draft, { force: true })
        throw error
      }
    },
    'the secrets',
  )
}

/** `wx` follows no link, and takes nothing over. */
function writeFlushed(path: string, text: string): void {
  const handle = openSync(path, 'wx', 0o600)
  try {
    fchmodSync(handle, 0o600)
    writeFileSync(handle, text)
    fsyncSync(handle)
  } finally {
    closeSync(handle)
  }
}

function refuseUnsafe(file: string, stats: Stats): void {
  if (stats.isSymbolicLink()) throw unsafe(file, 'it is a symbolic link', 'name the file itself')
  if (!stats.isFile()) throw unsafe(file, 'it is no regular file', 'name a file')
  if (stats.uid !== process.getuid?.())
    throw unsafe(file, 'it belongs to another user', 'name a file of your own')
  if ((stats.mode & 0o077) !== 0) {
    const mode = (stats.mode & 0o777).toString(8)
    throw unsafe(file, `others may read or write it (mode ${mode})`, `run: chmod 600 ${file}`)
  }
}

function unsafe(file: string, why: string, hint: string): ChartError {
  const message = `no secrets are written here: ${why}`
  return new ChartError([{ code: 'file-unsafe', path: file, file, message, hint }])
}
