import { amount, TemplateFailure } from '../../template/evaluate/functions.ts'
import { goPrint } from './go-print.ts'
import { NilPointer } from './nil-pointer.ts'
import { Unread } from './unread.ts'

/** A list, or Go's refusal of anything else. */
export function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : wrongType(value, 'a list')
}

/** A map, or Go's refusal of anything else. */
export function table(value: unknown): Readonly<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    return wrongType(value, 'a map')
  return value as Readonly<Record<string, unknown>> // as it is no list
}

/** A text, or Go's refusal of anything else. */
export function word(value: unknown): string {
  return typeof value === 'string' ? value : wrongType(value, 'a text')
}

/** A number without its fraction; a text is one as Go's source has it, `010` for eight, and 0 otherwise. */
export function whole(value: unknown): number {
  if (typeof value !== 'string') return Math.trunc(amount(value))
  const [, sign = '', text = ''] = /^([-+]?)(\w+?)(?:\.0+)?$/.exec(value) ?? []
  const digits = text.replaceAll(/(?<=\w)_(?=[\da-f])/gi, '').replace(/^0(?=\d)/, '0o')
  if (!/^(0x[\da-f]+|0b[01]+|0o[0-7]+|\d+)$/i.test(digits)) return 0
  return (sign === '-' ? -1 : 1) * Number(digits) + 0 // integers have no -0
}

/** Go stops where a function gets another type than it takes. */
function wrongType(value: unknown, wanted: string): never {
  if (typeof value === 'symbol') throw new Unread('what Helm alone knows')
  if (value === undefined || value === null)
    throw new NilPointer(`nothing where a function takes ${wanted}`)
  throw new TemplateFailure(`a function takes ${wanted}, not the ${typeof value} ${goPrint(value)}`)
}

/** What a map or a list has at a key; undefined for none. */
export function itemOf(from: unknown, key: unknown): unknown {
  if (typeof from === 'symbol') throw new Unread(`.${String(key)}, which Helm alone knows`)
  if (typeof from !== 'object' || from === null) throw new Unread(`an item of ${String(from)}`)
  const name = String(key)
  return Object.hasOwn(from, name) ? (from as Readonly<Record<string, unknown>>)[name] : undefined
}
