import type { Block, BlockLine, Branch, Comment, Expression, Helper, Include, Loop, Mapping, Paragraph } from './node.ts'
import { isExpression, isNode } from './node.ts'
import type { Composed, Conditional, Expr, MappingPart, Repeated, Templated } from './templated.ts'

/** Present only while the condition holds. */
export function when<T>(
  condition: Expr<unknown>,
  then: NoInfer<T>, // the place decides the type, so that an unknown field inside is an error
  otherwise?: NoInfer<T>,
): Conditional<T> {
  return branch(condition, then, otherwise)
}

function branch(condition: Expression, then: unknown, otherwise?: unknown): Branch {
  return Object.freeze({
    '~kind': 'branch',
    condition,
    then,
    ...(otherwise === undefined ? {} : { otherwise }),
  })
}

/** The value itself, left out while it is empty. */
export function optional<T>(value: Expr<T>): Conditional<Expr<T>> {
  return branch(value, value)
}

/** The entries of a map, or the items of a list. */
export type ItemOf<C> = C extends readonly (infer Item)[] ? Item : C[keyof C]

/** One item of a list for each entry of a map or list. */
export function each<C, T>(
  over: Expr<C>,
  body: (item: Expr<ItemOf<C>>, key: Expr<string>) => NoInfer<T>,
): Repeated<T> {
  const id = Symbol('loop')
  return Object.freeze({ '~kind': 'loop', id, over, body: body(variable(id, 'item'), variable(id, 'key')) })
}

/** One entry of a map for each entry of a map. */
export function entries<C, T>(
  over: Expr<C>,
  body: (item: Expr<ItemOf<C>>, key: Expr<string>) => readonly [Expr<string>, NoInfer<T>],
): Repeated<T> {
  const id = Symbol('loop')
  const [key, value] = body(variable(id, 'item'), variable(id, 'key'))
  return Object.freeze({ '~kind': 'loop', id, over, key, body: value })
}

function variable<T>(loop: symbol, role: 'key' | 'item'): Expr<T> {
  return Object.freeze({ '~kind': 'variable', loop, role, path: Object.freeze([]) })
}

/** A map put together from object literals, branches, loops, free-form maps and comments. */
export function mapping<T>(...parts: readonly NoInfer<MappingPart<T>>[]): Composed<T> {
  const node: Mapping = { '~kind': 'mapping', parts: Object.freeze(parts) }
  return Object.freeze(node)
}

/** A `# …` line before the next entry; its text is never read as a template. */
export function comment(text: string): Comment {
  return Object.freeze({ '~kind': 'comment', text })
}

/** A string of many lines from the values, at the indentation of its place in a block. */
export function paragraph(of: Expr<string>): Paragraph {
  return Object.freeze({ '~kind': 'paragraph', of })
}

/** What may stand in a hole of a block; branches, loops and paragraphs stand alone on their line. */
export type BlockHole = Expr<string | number | boolean> | Branch | Loop | Paragraph | Block | string | number

/**
 * Text of many lines: a configuration file. The common indentation is taken off; blank lines next
 * to a branch or a loop are dropped, since the template trims them.
 */
export function block(strings: TemplateStringsArray, ...holes: readonly BlockHole[]): Block {
  const marks = holes.map((_, i) => `\u0000${i}\u0000`)
  const source = strings.map((part, i) => part + (marks[i] ?? '')).join('')
  const lines = dedent(source).flatMap((line) => blockLine(line, holes))
  return Object.freeze({ '~kind': 'block', lines: Object.freeze(withoutTrimmedBlanks(lines)) })
}

/** Literal text as a block, for files that the model holds. */
export function literalBlock(text: string): Block {
  const lines = text.replace(/\n$/, '').split('\n').map((line) => (line === '' ? [] : [line]))
  return Object.freeze({ '~kind': 'block', lines: Object.freeze(lines) })
}

/** Blocks one below the other. */
export function joinBlocks(...blocks: readonly Block[]): Block {
  const lines = blocks.flatMap((one) => one.lines)
  return Object.freeze({ '~kind': 'block', lines: Object.freeze(withoutTrimmedBlanks(lines)) })
}

function dedent(source: string): readonly string[] {
  const lines = source.split('\n')
  if (lines[0]?.trim() === '') lines.shift()
  if (lines.at(-1)?.trim() === '') lines.pop()
  const indents = lines.filter((line) => line.trim() !== '').map((line) => /^ */.exec(line)?.[0].length ?? 0)
  const margin = Math.min(...indents, Number.MAX_SAFE_INTEGER)
  return lines.map((line) => line.slice(Math.min(margin, line.length)).trimEnd())
}

// eslint-disable-next-line no-control-regex -- NUL marks a hole: it can stand in no configuration file
const holePattern = /\u0000(\d+)\u0000/

function blockLine(line: string, holes: readonly BlockHole[]): readonly BlockLine[] {
  const alone = new RegExp(`^( *)${holePattern.source}$`).exec(line)
  const only = alone ? holes[Number(alone[2])] : undefined
  if (only !== undefined && isNode(only) && !isExpression(only)) return indented(only, alone?.[1] ?? '')
  const parts = line.split(holePattern).map((part, i) => (i % 2 === 0 ? part : inline(holes[Number(part)])))
  return [parts.filter((part) => part !== '')]
}

function inline(hole: BlockHole | undefined): string | Expression {
  if (isExpression(hole)) return hole
  if (typeof hole === 'string' || typeof hole === 'number') return String(hole)
  throw new TypeError('a branch, a loop or a block must stand alone on its line')
}

function indented(node: Branch | Loop | Paragraph | Block, indent: string): readonly BlockLine[] {
  switch (node['~kind']) {
    case 'block':
      return node.lines.flatMap((line) => shiftLine(line, indent))
    default:
      return shiftLine(node, indent)
  }
}

function shiftLine(line: BlockLine, indent: string): readonly BlockLine[] {
  if (indent === '' ) return [line]
  if (!isNode(line)) return [line.length === 0 ? line : [indent, ...line]]
  switch (line['~kind']) {
    case 'branch':
      return [
        branch(
          line.condition,
          shiftBlock(line.then, indent),
          line.otherwise === undefined ? undefined : shiftBlock(line.otherwise, indent),
        ),
      ]
    case 'loop':
      return [Object.freeze({ ...line, body: shiftBlock(line.body, indent) })]
    default:
      throw new TypeError('a paragraph cannot be indented further')
  }
}

function shiftBlock(body: unknown, indent: string): Block {
  const { lines } = body as Block // bodies of branches and loops in a block are blocks
  return Object.freeze({ '~kind': 'block', lines: lines.flatMap((line) => shiftLine(line, indent)) })
}

function withoutTrimmedBlanks(lines: readonly BlockLine[]): readonly BlockLine[] {
  const isBlank = (line: BlockLine | undefined): boolean => line !== undefined && !isNode(line) && line.length === 0
  const result: BlockLine[] = []
  for (const line of lines) {
    if (isNode(line)) while (isBlank(result.at(-1))) result.pop()
    result.push(line)
  }
  return result
}

/** A named template whose text is one expression. */
export function textHelper(name: string, about: string, body: Expr<string>): Helper {
  return Object.freeze({ '~kind': 'helper', name, comment: about, shape: 'text', parameters: [], body })
}

/** A named template that takes arguments: `include "orders.image" (dict "image" .Values.image …)`. */
export function parametricHelper<A extends object>(
  name: string,
  about: string,
  parameters: readonly (keyof A & string)[],
  body: (args: { readonly [K in keyof A]: Expr<A[K]> }) => Expr<string>,
): Helper & { readonly '~args'?: A } {
  const args = Object.fromEntries(
    parameters.map((parameter) => [parameter, Object.freeze({ '~kind': 'argument', name: parameter, path: [] })]),
  ) as unknown as { readonly [K in keyof A]: Expr<A[K]> } // one argument node for each parameter
  return Object.freeze({ '~kind': 'helper', name, comment: about, shape: 'text', parameters, body: body(args) })
}

/** A named template that gives the entries of a map. */
export function mapHelper<T>(name: string, about: string, body: Templated<T>): Helper & { readonly '~map'?: T } {
  return Object.freeze({ '~kind': 'helper', name, comment: about, shape: 'map', parameters: [], body })
}

/** What a named template gives. */
export function include<T = string>(helper: Helper, args: Readonly<Record<string, Expr<unknown>>> = {}): Expr<T> {
  const node: Include = { '~kind': 'include', helper, args }
  return Object.freeze(node)
}
