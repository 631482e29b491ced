import type { Diagnostic, Position } from 'vscode-languageserver-protocol'

/** A text with one place in it, which `▮` stands in. */
export interface TextAtCursor {
  readonly text: string
  readonly position: Position
}

/** Takes the cursor out of a text. */
export function atCursor(marked: string): TextAtCursor {
  const [before = '', after] = marked.split('▮')
  if (after === undefined) throw new Error(`there is no cursor in: ${marked}`)
  const lines = before.split('\n')
  const position = { line: lines.length - 1, character: lines.at(-1)?.length ?? 0 }
  return { text: before + after, position }
}

/** Takes the marks out of a text. */
export function withoutMarks(marked: string): string {
  return marked.replaceAll(/[«»]/g, '')
}

/** Marks what is underlined in a text: `orders: «3»`. */
export function underlined(text: string, places: readonly Pick<Diagnostic, 'range'>[]): string {
  const offsets = places.map(({ range: { start, end } }) => [
    offsetOf(text, start),
    offsetOf(text, end),
  ])
  return offsets
    .toSorted(([a = 0], [b = 0]) => b - a)
    .reduce(
      (marked, [from = 0, to = 0]) =>
        `${marked.slice(0, from)}«${marked.slice(from, to)}»${marked.slice(to)}`,
      text,
    )
}

function offsetOf(text: string, { line, character }: Position): number {
  const above = text.split('\n').slice(0, line)
  return above.reduce((length, one) => length + one.length + 1, 0) + character
}

/** What is in the file once a person accepts what a completion inserts and changes none of it. */
export function accepted(snippet: string): string {
  return snippet
    .replaceAll(/\$\{\d+:((?:[^}\\]|\\.)*)\}|\$\d+/g, '$1')
    .replaceAll(/\\([}$\\])/g, '$1')
}
