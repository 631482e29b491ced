import type { Block } from '../../../template/node/node.ts'
import { block, joinBlocks, literalBlock, when } from '../../../template/node/structure.ts'
import type { Expr } from '../../../template/node/templated.ts'

const blankLine: Block = literalBlock('\n')

/** Blocks one below the other, with a blank line between them. */
export function spaced(...blocks: readonly Block[]): Block {
  return joinBlocks(...blocks.flatMap((one, i) => (i === 0 ? [one] : [blankLine, one])))
}

/** A block that is there under a condition. */
export function blockWhen(condition: Expr<unknown>, body: Block): Block {
  return block`${when(condition, body)}`
}

/** A block that is there under a condition, with a blank line before it. */
export function sectionWhen(condition: Expr<unknown>, body: Block): Block {
  return blockWhen(condition, joinBlocks(blankLine, body))
}
