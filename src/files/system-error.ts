import { ChartError } from '../errors/chart-error.ts'

/**
 * Runs an action on files; what the system refuses becomes a ChartError. Without a word for what is
 * written, it is generated files below a folder.
 */
export function explained<T>(root: string, action: () => T, what?: string): T {
  try {
    return action()
  } catch (error) {
    if (!isSystemError(error)) throw error
    const reason = reasons[error.code] ?? error.message
    const subject = what ?? 'the generated files'
    const place = what === undefined ? ` (${error.path ?? root})` : ''
    const message = `${subject} cannot be written: ${reason}${place}`
    throw new ChartError([{ code: 'files-not-writable', path: root, message, hint }])
  }
}

const hint = 'nothing is lost: once this is put right, run it again'

const reasons: Readonly<Record<string, string>> = {
  EACCES: 'permission denied',
  EPERM: 'permission denied',
  EROFS: 'the file system is read-only',
  ENOSPC: 'the disk is full',
  EDQUOT: 'the disk quota is used up',
  ENOENT: 'no such folder',
  ENOTDIR: 'this is no folder',
  ENOTEMPTY: 'another run writes there at this moment',
}

interface SystemError extends Error {
  readonly code: string
  readonly path?: string
}

function isSystemError(error: unknown): error is SystemError {
  return error instanceof Error && 'syscall' in error && 'code' in error
}
