import { Unread } from './unread.ts'

/** A part of a template's text that decides or does something; text between actions is left out. */
export type TemplatePart = Branch | Range | Action

/** `{{ if }}` or `{{ with }}`, which makes the dot what the condition is. */
export interface Branch {
  readonly is: 'if' | 'with'
  readonly condition: string
  readonly then: readonly TemplatePart[]
  readonly otherwise: readonly TemplatePart[]
}

/** `{{ range $key, $item := … }}`. */
export interface Range {
  readonly is: 'range'
  /** None, the item's, or the key's and the item's. */
  readonly variables: readonly string[]
  readonly over: string
  readonly then: readonly TemplatePart[]
  readonly otherwise: readonly TemplatePart[]
}

/** A pipeline, with the variable that it is assigned to. */
export interface Action {
  readonly is: 'action'
  readonly variable?: string
  readonly pipeline: string
  /** 1-based. */
  readonly line: number
}

/** Reads the actions of a template. What it defines for others is left out. Throws Unread. */
export function parseTemplate(text: string): readonly TemplatePart[] {
  const reading: Reading = { actions: actionsIn(text), next: 0 }
  const { parts, end } = readParts(reading)
  if (end !== undefined) throw new Unread(end.text, end.line)
  return parts
}

interface Token {
  readonly text: string
  readonly line: number
}

interface Reading {
  readonly actions: readonly Token[]
  next: number
}

const action = /\{\{-?((?:"(?:[^"\\\n]|\\.)*"|`[^`]*`|\/\*.*?\*\/|[^"`}]|\}(?!\}))*?)-?\}\}/gs

function actionsIn(text: string): readonly Token[] {
  const lineAt = (index: number): number => text.slice(0, index).split('\n').length
  return [...text.matchAll(action)]
    .map(({ 1: inner = '', index }) => ({ text: inner.trim(), line: lineAt(index) }))
    .filter((one) => !one.text.startsWith('/*'))
}

/** The parts up to an `end` or `else`, which it takes, or up to the end of the text. */
function readParts(reading: Reading): {
  readonly parts: readonly TemplatePart[]
  readonly end?: Token
} {
  const parts: TemplatePart[] = []
  for (;;) {
    const token = reading.actions[reading.next++]
    if (token === undefined) return { parts }
    const [, keyword = '', rest = ''] = /^(\w*)\s*(.*)$/s.exec(token.text) ?? []
    if (keyword === 'end' || keyword === 'else') return { parts, end: token }
    parts.push(...readPart(keyword, rest, token, reading))
  }
}

function readPart(
  keyword: string,
  rest: string,
  token: Token,
  reading: Reading,
): readonly TemplatePart[] {
  switch (keyword) {
    case 'if':
    case 'with':
      return [{ is: keyword, condition: rest, ...readBranches(reading) }]
    case 'range':
      return [{ ...readLoop(rest), ...readBranches(reading) }]
    case 'define':
    case 'block':
      readBranches(reading)
      return []
    default:
      return [readAction(token)]
  }
}

/** Both sides of a condition; `else if` is an `if` inside the other side. */
function readBranches(reading: Reading): Pick<Branch, 'then' | 'otherwise'> {
  const { parts: then, end } = readParts(reading)
  const [, keyword, condition = ''] = /^else\s+(if|with)\s+(.*)$/s.exec(end?.text ?? '') ?? []
  if (keyword === 'if' || keyword === 'with') {
    return { then, otherwise: [{ is: keyword, condition, ...readBranches(reading) }] }
  }
  return { then, otherwise: end?.text === 'else' ? readParts(reading).parts : [] }
}

function readLoop(text: string): Pick<Range, 'is' | 'variables' | 'over'> {
  const [, names = '', over = text] = /^((?:\$\w+\s*,\s*)?\$\w+)\s*:=\s*(.*)$/s.exec(text) ?? []
  return { is: 'range', variables: names.match(/\$\w+/g) ?? [], over }
}

function readAction({ text, line }: Token): Action {
  const [, variable, pipeline = text] = /^(\$\w+)\s*:?=\s*(.*)$/s.exec(text) ?? []
  return { is: 'action', pipeline, line, ...(variable !== undefined && { variable }) }
}
