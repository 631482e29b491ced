/** Reads a text by its characters, as Helm's parser of `--set` does. */
export interface RuneReader {
  readonly runes: readonly string[]
  /** Whether a backslash and a comma are characters like any other, as in `--set-literal`. */
  readonly literal: boolean
  /** Index of the next character. */
  at: number
}

/** Begins to read a text. */
export function readRunes(text: string, literal = false): RuneReader {
  return { runes: [...text], literal, at: 0 }
}

/** The next character, taken; undefined at the end. */
export function nextRune(reader: RuneReader): string | undefined {
  const rune = reader.runes[reader.at]
  if (rune !== undefined) reader.at++
  return rune
}

/** What is left to read, taken. */
export function takeRemaining(reader: RuneReader): string {
  const rest = remaining(reader)
  reader.at = reader.runes.length
  return rest
}

/** What is left to read. */
export function remaining({ runes, at }: RuneReader): string {
  return runes.slice(at).join('')
}

/** The characters before a stop, and the stop; a backslash takes the meaning from the one behind it. */
export function runesUntil(
  reader: RuneReader,
  stops: string,
): { readonly text: string; readonly stop: string | undefined } {
  let text = ''
  for (;;) {
    const rune = nextRune(reader)
    if (rune === undefined || stops.includes(rune)) return { text, stop: rune }
    const literal = rune === '\\' && !reader.literal ? nextRune(reader) : rune
    if (literal === undefined) return { text, stop: undefined }
    text += literal
  }
}

/** Takes blanks and a comma behind them; tells whether nothing else stood there. */
export function skipEmpty(reader: RuneReader): boolean {
  for (;;) {
    const rune = nextRune(reader)
    if (rune === undefined || rune === ',') return true
    if (blank.test(rune)) continue
    reader.at--
    return false
  }
}

/** Unicode's White_Space, which Go goes by. */
const blank = /[\t-\r \u0085\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]/
