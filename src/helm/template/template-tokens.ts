/** Text between actions, or what stands between `{{` and `}}`. */
export interface Token {
  readonly is: 'text' | 'action'
  readonly text: string
  /** Where an action begins in the text of the template. */
  readonly offset: number
}

/** The tokens of a template, without comments; blanks are gone where an action trims them. */
export function tokensIn(text: string): readonly Token[] {
  const tokens: Token[] = []
  let [end, trims] = [0, false]
  const addText = (to: number, isTrimmed: boolean): void => {
    const start = trims ? text.slice(end, to).replace(/^[ \t\r\n]+/, '') : text.slice(end, to)
    const between = isTrimmed ? start.replace(/[ \t\r\n]+$/, '') : start
    if (between !== '') tokens.push({ is: 'text', text: between, offset: end })
  }
  for (const { 0: whole, 1: before, 2: inner = '', 3: behind, index } of text.matchAll(action)) {
    addText(index, before === '-')
    end = index + whole.length
    trims = behind === '-'
    if (!inner.startsWith('/*')) tokens.push({ is: 'action', text: inner, offset: index })
  }
  addText(text.length, false)
  return tokens
}

const action =
  /\{\{(-?)\s*((?:"(?:[^"\\\n]|\\.)*"|`[^`]*`|\/\*.*?\*\/|[^"`}]|\}(?!\}))*?)\s*(-?)\}\}/gs
