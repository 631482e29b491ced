/** A line of a text with something on it. */
export interface PlainLine {
  /** Blanks before the first character. */
  readonly indent: number
  /** The line without them. */
  readonly text: string
  /** Where that begins in the whole text. */
  readonly offset: number
}

/** The lines of a text that are neither blank nor a comment. */
export function plainLines(source: string): readonly PlainLine[] {
  const lines: PlainLine[] = []
  let start = 0
  for (const line of source.split('\n')) {
    const text = line.trimStart()
    const indent = line.length - text.length
    if (text !== '' && !text.startsWith('#')) lines.push({ indent, text, offset: start + indent })
    start += line.length + 1
  }
  return lines
}
