/** Text of a value as a template prints it. */
export function asText(value: unknown): string {
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') {
    return String(value)
  }
  throw new Error(`${value === undefined ? 'a missing value' : goJson(value)} stands in a text`)
}

const escapes: Readonly<Record<string, string>> = {
  '"': '\\"',
  '\\': '\\\\',
  '\u0007': '\\a',
  '\b': '\\b',
  '\f': '\\f',
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
  '\v': '\\v',
}

/** The text as a string literal of Go, as `quote` writes it. */
export function goQuote(text: string): string {
  return `"${text.replace(/["\\]|[^\p{L}\p{M}\p{N}\p{P}\p{S} ]/gu, (mark) => escapes[mark] ?? escaped(mark))}"`
}

function escaped(mark: string): string {
  const code = mark.codePointAt(0) ?? 0
  if (code < 0x20 || code === 0x7f) return `\\x${hexadecimal(code, 2)}`
  return code < 0x1_0000 ? `\\u${hexadecimal(code, 4)}` : `\\U${hexadecimal(code, 8)}`
}

const hexadecimal = (code: number, digits: number): string =>
  code.toString(16).padStart(digits, '0')

/** The value as Go's JSON: keys in order, and escapes for what HTML and JavaScript would read. */
export function goJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(goJson).join(',')}]`
  if (typeof value === 'object' && value !== null) {
    return `{${sortedEntries(value)
      .map((pair) => pair.map(goJson).join(':'))
      .join(',')}}`
  }
  const json = JSON.stringify(value ?? null)
  return json.replace(/[<>&\u2028\u2029]/g, (mark) => `\\u${hexadecimal(mark.charCodeAt(0), 4)}`)
}

/** The entries of a map in the order in which templates visit them: by the bytes of their keys. */
export function sortedEntries(map: object): readonly Entry[] {
  return Object.entries(map).toSorted(byKey)
}

type Entry = readonly [key: string, value: unknown]

const byKey = ([a]: Entry, [b]: Entry): number => Buffer.compare(Buffer.from(a), Buffer.from(b))

/** Everything but letters, digits and `-._~` encoded; a blank becomes `+`, as in a query. */
export function queryEscape(text: string): string {
  return encodeURIComponent(text)
    .replace(/[!'()*]/g, (mark) => `%${hexadecimal(mark.charCodeAt(0), 2).toUpperCase()}`)
    .replaceAll('%20', '+')
}
