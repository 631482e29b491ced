import { unsafeCharacter } from '../../helm/yaml/characters.ts'
import {
  type Block,
  type BlockBranch,
  type BlockLine,
  type BlockLoop,
  type Branch,
  isNode,
  type Loop,
  type Text,
} from '../node/node.ts'
import { type Operand, textOf } from '../node/text.ts'

/** A line of literal text and expressions. */
export function textLine(parts: readonly Operand<string | number | boolean>[]): Text {
  const line = textOf(parts)
  for (const part of line.parts) if (typeof part === 'string') refuseUnfit(part)
  return line
}

/** Refuses what YAML cannot carry in a block, and what Helm erases. */
function refuseUnfit(literal: string): void {
  const [found] = /\n|<no value>/.exec(literal) ?? literal.match(unsafeCharacter) ?? []
  if (found === undefined) return
  throw new TypeError(`a line of a block cannot hold ${JSON.stringify(found)}: ${literal}`)
}

/** A branch or a loop as a line of a block: its bodies must be blocks. */
export function structureLine(node: Branch | Loop): BlockBranch | BlockLoop {
  if (node['~kind'] === 'loop') {
    if (node.key) throw new TypeError('a loop in a block has no keys: use each()')
    return Object.freeze({ ...node, body: bodyOf(node.body) })
  }
  const { condition, then, otherwise } = node
  const rest = otherwise === undefined ? {} : { otherwise: bodyOf(otherwise) }
  return Object.freeze({ '~kind': 'branch', condition, then: bodyOf(then), ...rest })
}

function bodyOf(body: unknown): Block {
  if (isNode(body) && body['~kind'] === 'block') return withoutEnd(body)
  throw new TypeError('the body of a branch or a loop in a block must be a block')
}

/** A line further to the right; blank lines stay blank. */
export function shifted(line: BlockLine, indent: number): BlockLine {
  if (indent === 0) return line
  const shiftedBlock = ({ lines }: Block): Block =>
    blockOf(lines.map((one) => shifted(one, indent)))
  switch (line['~kind']) {
    case 'text':
      return line.parts.length === 0 ? line : textOf([' '.repeat(indent), ...line.parts])
    case 'paragraph':
      return Object.freeze({ ...line, indent: line.indent + indent })
    case 'loop':
      return Object.freeze({ ...line, body: shiftedBlock(line.body) })
    case 'branch': {
      const rest = line.otherwise ? { otherwise: shiftedBlock(line.otherwise) } : {}
      return Object.freeze({ ...line, then: shiftedBlock(line.then), ...rest })
    }
  }
}

/** A block without the blank lines before a structure: the template would trim them. */
export function blockOf(lines: readonly BlockLine[]): Block {
  return kept(lines, (next) => next === undefined || next['~kind'] === 'text')
}

/** A block without the blank lines at its end, which the template or YAML would trim. */
export function withoutEnd({ lines }: Block): Block {
  return kept(lines, (next) => next !== undefined)
}

/** The block in which blank lines stay where what follows them allows it. */
function kept(
  lines: readonly BlockLine[],
  allows: (next: BlockLine | undefined) => boolean,
): Block {
  let next: BlockLine | undefined
  const result = lines.toReversed().filter((line) => {
    if (line['~kind'] === 'text' && line.parts.length === 0) return allows(next)
    next = line
    return true
  })
  return Object.freeze({ '~kind': 'block', lines: Object.freeze(result.toReversed()) })
}
