import { isTable } from '../../helm/merge/coalesce.ts'
import { at, fields } from '../../verify/fields.ts'

/** What the Secrets among rendered objects hold, in clear, by the key that it stands under. */
export interface SecretEnd {
  readonly key: string
  readonly text: string
}

/** What the Secrets hold. */
export function secretEnds(objects: readonly unknown[]): readonly SecretEnd[] {
  return objects.filter(isSecret).flatMap((secret) => {
    const encoded = Object.entries(fields(at(secret, 'data')))
    const clear = Object.entries(fields(at(secret, 'stringData')))
    return [
      ...encoded.map(([key, text]) => ({ key, text: decoded(String(text)) })),
      ...clear.map(([key, text]) => ({ key, text: String(text) })),
    ]
  })
}

/** Whether an object is a Secret. */
export function isSecret(object: unknown): boolean {
  return isTable(object) && object['kind'] === 'Secret'
}

function decoded(text: string): string {
  return Buffer.from(text, 'base64').toString()
}

/** Whether a value stands in a Secret as it is, or in base64 as a chart may want it. */
export function endsIn(ends: readonly SecretEnd[], value: string): boolean {
  const text = value.trim()
  if (text.length < shortest || /^(true|false|null|none)$/i.test(text)) return false
  return ends.some((end) => end.text.trim() === text || end.text.trim() === decoded(text).trim())
}

/** What a Secret holds beside its secrets, and what stands in many other places, too. */
export function isPlainKey(key: string): boolean {
  return /(user|username|host|hostname|port|database|dbname|db|name|email|region|endpoint|address|vhost|crt)$/i.test(
    key,
  )
}

/** Shorter texts stand in Secrets by chance: ports and switches. */
const shortest = 4

/** Whether a changed value is part of what a Secret holds: what it holds changed in the same way. */
export function changesIn(
  before: readonly SecretEnd[],
  after: readonly SecretEnd[],
  from: unknown,
  to: unknown,
): boolean {
  const [old, next] = [from, to].map((one) => (isScalar(one) ? String(one) : undefined))
  if (old === undefined && next === undefined) return false
  const has = (ends: readonly SecretEnd[], text?: string): readonly SecretEnd[] =>
    text === undefined || text.length < shortest
      ? []
      : ends.filter((end) => end.text.includes(text))
  if (old === undefined || next === undefined) {
    const [ends, others, text] = next === undefined ? [before, after, old] : [after, before, next]
    return has(ends, text).some((end) => !others.some((other) => other.text === end.text))
  }
  return has(before, old).some((end) =>
    after.some((other) => other.key === end.key && other.text === end.text.replaceAll(old, next)),
  )
}

function isScalar(value: unknown): boolean {
  return typeof value === 'string' || typeof value === 'number'
}
