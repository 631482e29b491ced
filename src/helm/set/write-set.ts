import type { YamlPath } from '../yaml/yaml-path.ts'
import { setScalar } from './set-scalar.ts'

/** The option of Helm that sets a value, ready for a shell: `--set orders.replicas=5`. */
export function writeSet(path: YamlPath, value: unknown): string {
  const name = nameOf(path)
  if (typeof value === 'string') {
    if (setScalar(value) !== value || value === '') return writeSetString(path, value)
    return `--set ${shellWord(`${name}=${escaped(value, special)}`)}`
  }
  const isTyped = typeof value === 'boolean' || Number.isSafeInteger(value)
  return isTyped
    ? `--set ${shellWord(`${name}=${String(value)}`)}`
    : `--set-json ${shellWord(`${name}=${JSON.stringify(value)}`)}`
}

/** The option that sets a text which `--set` would take for something else. */
export function writeSetString(path: YamlPath, text: string): string {
  return `--set-string ${shellWord(`${nameOf(path)}=${escaped(text, special)}`)}`
}

const special = /[\\,]|^\{/g

const nameOf = (path: YamlPath): string => path.reduce<string>(appendName, '')

/** A brace, too: an option that begins with one is JSON as a whole to `--set-json`. */
function appendName(above: string, step: string | number): string {
  if (typeof step === 'number') return `${above}[${step}]`
  const name = escaped(step, /[\\.,=[{]/g)
  return above === '' ? name : `${above}.${name}`
}

const escaped = (text: string, special: RegExp): string => text.replaceAll(special, '\\$&')

/** A text as one word of a POSIX shell. */
function shellWord(text: string): string {
  return /^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", String.raw`'\''`)}'`
}
