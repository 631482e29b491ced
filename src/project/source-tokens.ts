/** A word, text, number or mark of TypeScript, and where it begins. */
export interface Token {
  readonly text: string
  readonly offset: number
}

const pattern =
  /\/\/[^\n]*|\/\*[\s\S]*?\*\/|'(?:\\.|[^'\\\n])*'|"(?:\\.|[^"\\\n])*"|`(?:\\.|[^`\\])*`|\.\.\.|[A-Za-z_$][\w$]*|\d[\w.]*|\S/g

/** The tokens of a source, without its comments. */
export function tokensOf(source: string): readonly Token[] {
  return [...source.matchAll(pattern)]
    .filter(([text]) => !/^\/[/*]/.test(text))
    .map(({ 0: text, index }) => ({ text, offset: index }))
}

const closing: Readonly<Record<string, string>> = { '{': '}', '(': ')', '[': ']' }

/** The parts between commas behind an opening bracket, each a range of tokens. */
export function partsAt(tokens: readonly Token[], open: number): readonly (readonly Token[])[] {
  const stack = [closing[tokens[open]?.text ?? '']]
  const parts: Token[][] = [[]]
  for (const token of tokens.slice(open + 1)) {
    if (token.text === stack.at(-1)) stack.pop()
    else if (token.text in closing) stack.push(closing[token.text])
    if (stack.length === 0) break
    if (token.text === ',' && stack.length === 1) parts.push([])
    else parts.at(-1)?.push(token)
  }
  return parts.filter((part) => part.length > 0)
}
