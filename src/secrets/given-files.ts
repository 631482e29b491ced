import { readFileSync } from 'node:fs'
import { type Problem, refuse } from '../errors/chart-error.ts'
import type { SecretData } from './secret-data.ts'

/**
 * Reads `SECRET/KEY=FILE`, the Secret without the release's name. A line break at the end of a file
 * is not part of a value: an editor puts it there. Throws with all that cannot be read.
 */
export function readGivenFiles(options: readonly string[]): ReadonlyMap<string, SecretData> {
  const given = new Map<string, Map<string, Buffer>>()
  const problems: Problem[] = []
  for (const text of options) {
    const [, secret = '', key = '', file = ''] = /^([^/=]+)\/([^/=]+)=(.+)$/s.exec(text) ?? []
    const value = file === '' ? malformed(text) : valueOf(text, file)
    if (!Buffer.isBuffer(value)) problems.push(value)
    else given.set(secret, (given.get(secret) ?? new Map<string, Buffer>()).set(key, value))
  }
  refuse(problems)
  return given
}

function valueOf(option: string, file: string): Buffer | Problem {
  try {
    const text = readFileSync(file)
    const end = /\r?\n$/.exec(text.toString('latin1'))?.[0].length ?? 0
    const value = text.subarray(0, text.length - end)
    return value.length > 0
      ? value
      : problem(option, 'the file is empty', 'write the value into it')
  } catch (error) {
    const message = `the file cannot be read: ${(error as Error).message}` // fs throws errors only
    return problem(option, message, 'name a file that holds the value, and nothing else')
  }
}

function malformed(option: string): Problem {
  return problem(option, 'this is not SECRET/KEY=FILE', 'such as payments-stripe/api-key=key.txt')
}

function problem(option: string, message: string, hint: string): Problem {
  return { code: 'file-unreadable', path: option, option: `--from-file ${option}`, message, hint }
}
