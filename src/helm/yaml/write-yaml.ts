import { blockIsSafe, key, scalar } from './scalar.ts'

/**
 * Writes data as a YAML document in block style: two spaces, keys in the given order, long lines
 * whole. Fields that are undefined are left out.
 */
export function writeYaml(data: unknown): string {
  return `${written(data).lines.join('\n')}\n`
}

/** A value as lines, which stand below its key or dash, or begin behind it. */
export interface Written {
  readonly below: boolean
  readonly lines: readonly string[]
}

/** Writes a value without knowing where it will stand. */
export function written(value: unknown): Written {
  if (Array.isArray(value)) return collection(value.flatMap(behindDash), '[]')
  if (typeof value === 'object' && value !== null) {
    const fields = Object.entries(value).filter(([, field]) => field !== undefined)
    return collection(
      fields.flatMap(([name, field]) => behindKey(name, written(field))),
      '{}',
    )
  }
  if (typeof value === 'string' && blockIsSafe(value)) return { below: false, lines: block(value) }
  return { below: false, lines: [scalarText(value)] }
}

/** A list or a map; an empty one needs its brackets. */
export function collection(lines: readonly string[], empty: string): Written {
  return lines.length === 0 ? { below: false, lines: [empty] } : { below: true, lines }
}

/** Puts a key before a written value. */
export function behindKey(name: string, { below, lines }: Written): readonly string[] {
  const spelling = key(name)
  const isLong = spelling.length > longestSimpleKey
  const head = isLong ? ':' : `${spelling}:`
  const value = below ? [head, ...lines.map(indented)] : [`${head} ${lines[0]}`, ...lines.slice(1)]
  return isLong ? [`? ${spelling}`, ...value] : value
}

/** YAML looks no further than 1,024 characters for the colon behind a key. */
const longestSimpleKey = 1000

function behindDash(item: unknown): readonly string[] {
  const { below, lines } = written(item)
  const [first, ...rest] = lines
  return [`- ${first}`, ...(below ? rest.map(indented) : rest)]
}

function block(text: string): readonly string[] {
  const lines = text.replace(/\n$/, '').split('\n')
  return [text.endsWith('\n') ? '|' : '|-', ...lines.map(indented)]
}

/** Indents a line; an empty one stays empty. */
function indented(line: string): string {
  return line === '' ? '' : `  ${line}`
}

function scalarText(value: unknown): string {
  if (typeof value === 'string') return scalar(value)
  if (typeof value === 'number' && Number.isFinite(value)) return numberText(value)
  if (typeof value === 'boolean' || value === null) return String(value)
  throw new TypeError(`${String(value)} cannot be written as YAML`)
}

/** A number with an exponent needs a point in YAML 1.1. */
function numberText(value: number): string {
  const text = JSON.stringify(value)
  return text.includes('.') ? text : text.replace('e', '.0e')
}
