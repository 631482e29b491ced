import { type Token, tokensIn } from './template-tokens.ts'
import { Unread } from './unread.ts'

/** A part of a template's text. */
export type TemplatePart = string | Branch | Range | Action | Jumping

/** `{{ if }}`, or `{{ with }}`, which makes the dot what the condition is. */
export interface Branch {
  readonly is: 'if' | 'with'
  /** Set to what the condition is, inside. */
  readonly variable?: string
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
  /** The variable is one from further out: `$a = …`, not `$a := …`. */
  readonly isAssignment?: boolean
  readonly pipeline: string
  /** Where it stands in the text of the template. */
  readonly offset: number
}

/** Out of a round of a loop, or out of the loop. */
export interface Jumping {
  readonly is: 'jump'
  readonly to: 'continue' | 'break'
}

/** What is in a template file. */
export interface TemplateFile {
  readonly parts: readonly TemplatePart[]
  /** What it defines for other templates, by name. */
  readonly defined: ReadonlyMap<string, readonly TemplatePart[]>
}

/** Reads a template file. Throws Unread. */
export function parseTemplate(text: string): TemplateFile {
  const reading: Reading = { tokens: tokensIn(text), next: 0, defined: new Map() }
  const { parts, end } = readParts(reading)
  if (end !== undefined) throw new Unread(end.text, end.offset)
  return { parts, defined: reading.defined }
}

interface Reading {
  readonly tokens: readonly Token[]
  readonly defined: Map<string, readonly TemplatePart[]>
  next: number
}

/** The parts up to an `end` or `else`, which it takes, or up to the end of the text. */
function readParts(reading: Reading): {
  readonly parts: readonly TemplatePart[]
  readonly end?: Token
} {
  const parts: TemplatePart[] = []
  for (;;) {
    const token = reading.tokens[reading.next++]
    if (token === undefined) return { parts }
    if (token.is === 'text') {
      parts.push(token.text)
      continue
    }
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
      return [{ is: keyword, ...readCondition(rest), ...readBranches(reading) }]
    case 'range':
      return [{ ...readLoop(rest), ...readBranches(reading) }]
    case 'define':
      reading.defined.set(rest.replaceAll('"', ''), readBranches(reading).then)
      return []
    case 'template':
      return [{ is: 'action', pipeline: asInclude(rest), offset: token.offset }]
    case 'break':
    case 'continue':
      return [{ is: 'jump', to: keyword }]
    case 'block':
      throw new Unread(keyword, token.offset)
    default:
      return [readAction(token)]
  }
}

/** Both sides of a condition; `else if` is an `if` inside the other side. */
function readBranches(reading: Reading): Pick<Branch, 'then' | 'otherwise'> {
  const { parts: then, end } = readParts(reading)
  const [, keyword, condition = ''] = /^else\s+(if|with)\s+(.*)$/s.exec(end?.text ?? '') ?? []
  if (keyword === 'if' || keyword === 'with') {
    return {
      then,
      otherwise: [{ is: keyword, ...readCondition(condition), ...readBranches(reading) }],
    }
  }
  return { then, otherwise: end?.text === 'else' ? readParts(reading).parts : [] }
}

function readCondition(text: string): Pick<Branch, 'variable' | 'condition'> {
  const [, variable, condition = text] = /^(\$\w+)\s*:=\s*(.*)$/s.exec(text) ?? []
  return { condition, ...(variable !== undefined && { variable }) }
}

/** `template "name" .` prints what `include "name" .` gives. */
function asInclude(text: string): string {
  const [, name = '', dot = ''] = /^("[^"]*"|`[^`]*`)\s*(.*)$/s.exec(text) ?? []
  return `include ${name} (${dot === '' ? 'nil' : dot})`
}

function readLoop(text: string): Pick<Range, 'is' | 'variables' | 'over'> {
  const [, names = '', over = text] = /^((?:\$\w+\s*,\s*)?\$\w+)\s*:=\s*(.*)$/s.exec(text) ?? []
  return { is: 'range', variables: names.match(/\$\w+/g) ?? [], over }
}

function readAction({ text, offset }: Token): Action {
  const [, variable, sign, pipeline = text] = /^(\$\w+)\s*(:?=)\s*(.*)$/s.exec(text) ?? []
  const isAssignment = sign === '='
  return {
    is: 'action',
    pipeline,
    offset,
    ...(variable !== undefined && { variable, isAssignment }),
  }
}
