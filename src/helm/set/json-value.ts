import { shortened } from '../../errors/one-line.ts'
import { nextRune, remaining, type RuneReader } from './rune-reader.ts'
import { SetFault } from './set-fault.ts'

/** Takes the JSON value that stands next, and leaves what follows it. */
export function readJson(reader: RuneReader): unknown {
  const text = remaining(reader)
  const source = valueText(text)
  for (const _ of source) nextRune(reader)
  return parseJson(source)
}

/** A whole text as JSON. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text, refuseInfinity) as unknown
  } catch {
    throw new SetFault(`${shortened(text, 40)} is no JSON`)
  }
}

/** Go refuses a number that is too large for a double. */
function refuseInfinity(_key: string, value: unknown): unknown {
  if (value === Infinity || value === -Infinity) throw new SyntaxError('out of range')
  return value
}

/** The text of the JSON value at the start: up to its last bracket, or its last letter or digit. */
function valueText(text: string): string {
  if (!/^[[{]/.test(text)) return scalar.exec(text)?.[0] ?? text
  let depth = 0
  for (const { 0: token, index } of text.matchAll(tokens)) {
    if ('[{'.includes(token)) depth++
    else if (']}'.includes(token) && --depth === 0) return text.slice(0, index + 1)
  }
  return text
}

/** A number takes a point or an exponent with it even where digits are missing: then it is no JSON. */
const scalar =
  /^(?:"(?:[^"\\]|\\.)*"|true|false|null|-?(?:0|[1-9]\d*)(?:\.\d+|\.(?!\d))?(?:[eE](?:[-+]?\d+)?)?)/s
const tokens = /"(?:[^"\\]|\\.)*"|[[{\]}]/gs
