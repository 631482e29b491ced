import { Unread } from './unread.ts'

/** An expression of a template's text. */
export type Expression = Literal | Path | Call | Method

interface Literal {
  readonly is: 'literal'
  readonly value: string | number | boolean | null
  /** Whether it is an `int` of Go, which `80.0` is not. */
  readonly isInteger?: boolean
}

/** `.Values.a`, `$name.a`, `(…).a`. */
interface Path {
  readonly is: 'path'
  /** The dot, a variable, or an expression in parentheses. */
  readonly from: '.' | `$${string}` | Expression
  readonly keys: readonly string[]
}

interface Call {
  readonly is: 'call'
  readonly name: string
  readonly args: readonly Expression[]
}

/** `.Files.Get "x"` */
interface Method {
  readonly is: 'method'
  readonly of: Path
  readonly args: readonly Expression[]
}

/** Reads a pipeline: calls, paths and literals, each but the first with the one before as its last argument. */
export function parsePipeline(text: string): Expression {
  const reading: Reading = { tokens: tokensIn(text), next: 0 }
  const expression = readPipeline(reading)
  if (reading.next < reading.tokens.length) throw new Unread(text)
  return expression
}

interface Token {
  readonly text: string
  /** No blank stands before it. */
  readonly isGlued: boolean
}

interface Reading {
  readonly tokens: readonly Token[]
  next: number
}

const token =
  /(\s*)("(?:[^"\\]|\\.)*"|`[^`]*`|[-+]?\d+(?:\.\d+)?(?:e[-+]?\d+)?(?![\w.])|[|()]|\$\w*(?:\.\w+)*|(?:\.\w+)+|\.|[A-Za-z]\w*)/y

function tokensIn(text: string): readonly Token[] {
  const source = text.trim()
  const tokens: Token[] = []
  token.lastIndex = 0
  while (token.lastIndex < source.length) {
    const [, blanks = '', word = ''] = token.exec(source) ?? []
    if (word === '') throw new Unread(source)
    tokens.push({ text: word, isGlued: blanks === '' })
  }
  return tokens
}

function readPipeline(reading: Reading): Expression {
  let expression = readCommand(reading)
  while (peek(reading) === '|') {
    reading.next++
    const stage = readCommand(reading)
    if (stage.is === 'path' || stage.is === 'literal')
      throw new Unread('a pipeline into something else than a function')
    expression = { ...stage, args: [...stage.args, expression] }
  }
  return expression
}

function readCommand(reading: Reading): Expression {
  const first = readOperand(reading)
  const args: Expression[] = []
  while (![undefined, '|', ')'].includes(peek(reading))) args.push(readOperand(reading))
  if (args.length === 0) return first
  if (first.is === 'path' && first.keys.length > 0) return { is: 'method', of: first, args }
  if (first.is !== 'call') throw new Unread('an argument of something else than a function')
  return { ...first, args }
}

function readOperand(reading: Reading): Expression {
  const text = reading.tokens[reading.next++]?.text ?? ''
  if (text !== '(') return operand(text)
  const inner = readPipeline(reading)
  if (reading.tokens[reading.next++]?.text !== ')') throw new Unread('a parenthesis is open')
  const behind = reading.tokens[reading.next]
  // In parentheses a path is no field any more: Go tells them apart where it is nothing.
  if (!behind?.isGlued || !/^\.\w/.test(behind.text))
    return inner.is === 'path' ? { is: 'path', from: inner, keys: [] } : inner
  reading.next++
  return { is: 'path', from: inner, keys: keysOf(behind.text) }
}

function operand(text: string): Expression {
  if (/^[-+]?(0|[1-9]\d*)$/.test(text))
    return { is: 'literal', value: Number(text), isInteger: true }
  if (/^["`\d+-]/.test(text)) return { is: 'literal', value: literal(text) }
  if (text === 'true' || text === 'false') return { is: 'literal', value: text === 'true' }
  if (text === 'nil') return { is: 'literal', value: null }
  if (text.startsWith('.')) return { is: 'path', from: '.', keys: keysOf(text) }
  const [variable = ''] = /^\$\w*/.exec(text) ?? []
  if (variable !== '') {
    return { is: 'path', from: `$${variable.slice(1)}`, keys: keysOf(text.slice(variable.length)) }
  }
  if (/^[A-Za-z]/.test(text)) return { is: 'call', name: text, args: [] }
  throw new Unread(text)
}

const keysOf = (text: string): readonly string[] => text.split('.').filter((key) => key !== '')

/** Go's escapes that JSON knows, too; others are rare enough. */
function literal(text: string): string | number {
  if (text.startsWith('`')) return text.slice(1, -1)
  try {
    return JSON.parse(text.replace(/^\+/, '')) as string | number // by what it begins with
  } catch {
    throw new Unread(text)
  }
}

const peek = ({ tokens, next }: Reading): string | undefined => tokens[next]?.text
