import { sortedEntries } from '../../template/evaluate/go-text.ts'
import { Unread } from './unread.ts'

/** A value as Go's `%v` prints it: `map[a:1 b:[x y]]`; nothing is `<nil>`. */
export function goPrint(value: unknown): string {
  if (value === undefined || value === null) return '<nil>'
  if (typeof value === 'symbol') throw new Unread('a text of what Helm alone knows')
  if (typeof value !== 'object') return String(value)
  if (Array.isArray(value)) return `[${value.map(goPrint).join(' ')}]`
  return `map[${sortedEntries(value)
    .map(([key, item]) => `${key}:${goPrint(item)}`)
    .join(' ')}]`
}

/** A value as an action prints it, where nothing is an empty text. */
export const printed = (value: unknown): string =>
  value === undefined || value === null ? '' : goPrint(value)

/** A text with verbs, as `printf` fills it in. */
export function format(text: string, values: readonly unknown[]): string {
  const left = [...values]
  return text.replace(
    /%([-+# 0]*)(\d*)(?:\.(\d+))?(.)/g,
    (_, flags: string, width, digits, verb) => {
      if (verb === '%') return '%'
      const word = verbs[verb as string]
      if (!word) throw new Unread(`printf %${verb}`)
      if (left.length === 0) return `%!${verb}(MISSING)`
      const filled = word(left.shift(), digits as string | undefined)
      if (flags.includes('-')) return filled.padEnd(Number(width))
      return filled.padStart(Number(width), flags.includes('0') ? '0' : ' ')
    },
  )
}

type Verb = (value: unknown, digits: string | undefined) => string

const verbs: Readonly<Record<string, Verb>> = {
  v: goPrint,
  s: (value) => (value === undefined || value === null ? '%!s(<nil>)' : goPrint(value)),
  d: goPrint,
  q: (value) => JSON.stringify(goPrint(value)),
  t: goPrint,
  T: typeName,
  f: (value, digits = '6') => Number(value).toFixed(Number(digits)),
  g: goPrint,
  x: (value) =>
    typeof value === 'number' ? value.toString(16) : Buffer.from(goPrint(value)).toString('hex'),
}

/** The type of a value, as Go calls it; numbers are those of values. */
function typeName(value: unknown): string {
  if (value === undefined || value === null) return '<nil>'
  if (Array.isArray(value)) return '[]interface {}'
  if (typeof value === 'symbol') throw new Unread('the type of what Helm alone knows')
  return (
    { number: 'float64', boolean: 'bool', string: 'string' }[typeof value as string] ??
    'map[string]interface {}'
  )
}
