import { blockOf, shifted, structureLine, textLine } from '../print/block-line.ts'
import type { Block, BlockLine, Branch, Loop, Paragraph } from './node.ts'
import { isExpression, isNode } from './node.ts'
import type { Expr } from './templated.ts'

/** What may stand in a hole of a block; branches, loops and paragraphs stand alone on their line. */
export type BlockHole =
  | Expr<string | number | boolean>
  | Branch
  | Loop
  | Paragraph
  | Block
  | string
  | number

/**
 * Text of many lines: a configuration file. The common indentation is taken off. Blank lines before
 * a branch or a loop, and at the end of what stands in one, are dropped: templates trim them.
 */
export function block(strings: TemplateStringsArray, ...holes: readonly BlockHole[]): Block {
  const lines = sourceLines(strings, holes)
  const [first] = lines
  if (first && isBlank(first)) lines.shift() // the rest of the line of the opening quote
  const last = lines.at(-1)
  if (last && isBlank(last)) lines.pop()
  const margin = Math.min(...lines.filter((line) => !isBlank(line)).map(indentOf))
  return blockOf(lines.flatMap(([lead, ...rest]) => blockLines([lead.slice(margin), ...rest])))
}

/** Literal text as a block, for files that the model holds; it ends with one line break. */
export function literalBlock(text: string): Block {
  return blockOf(
    text
      .replace(/\n$/, '')
      .split('\n')
      .map((line) => textLine([line])),
  )
}

/** Blocks one below the other. */
export function joinBlocks(...blocks: readonly Block[]): Block {
  return blockOf(blocks.flatMap((one) => one.lines))
}

/** The lines of a string from the values, at the indentation of its place in a block. */
export function paragraph(of: Expr<string>): Paragraph {
  return Object.freeze({ '~kind': 'paragraph', of, indent: 0 })
}

/** Literal text and holes by turns, literal text at both ends. */
type SourceLine = readonly [string, ...BlockHole[]]

function sourceLines(strings: readonly string[], holes: readonly BlockHole[]): SourceLine[] {
  const lines: [string, ...BlockHole[]][] = []
  strings.forEach((literal, i) => {
    const blanks = i === holes.length ? /[ \t]+$/gm : /[ \t]+(?=\n)/g
    const [end = '', ...starts] = literal.replace(blanks, '').split('\n')
    const open = lines.at(-1)
    if (open) open.push(...holes.slice(i - 1, i), end)
    else lines.push([end])
    lines.push(...starts.map((start): [string] => [start]))
  })
  return lines
}

const isBlank = (line: SourceLine): boolean => line.length === 1 && line[0] === ''

const indentOf = ([lead]: SourceLine): number => /^ */.exec(lead)?.[0].length ?? 0

function blockLines(line: SourceLine): readonly BlockLine[] {
  if (line.every(isInline)) return [textLine(line)]
  const [lead, structure, end] = line
  const isAlone = line.length === 3 && end === '' && indentOf(line) === lead.length
  if (!isAlone || structure === undefined || isInline(structure)) {
    throw new TypeError('a branch, a loop, a block or a paragraph must stand alone on its line')
  }
  return structureLines(structure).map((one) => shifted(one, lead.length))
}

type Structure = Branch | Loop | Paragraph | Block

const isInline = (hole: BlockHole): hole is Exclude<BlockHole, Structure> =>
  !isNode(hole) || isExpression(hole)

function structureLines(node: Structure): readonly BlockLine[] {
  if (node['~kind'] === 'block') return node.lines
  return [node['~kind'] === 'paragraph' ? node : structureLine(node)]
}
