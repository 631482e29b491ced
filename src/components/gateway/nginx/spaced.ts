import type { Block } from '../../../template/node.ts'
import { joinBlocks, literalBlock } from '../../../template/structure.ts'

/** Blocks one below the other, with a blank line between them. */
export function spaced(...blocks: readonly Block[]): Block {
  return joinBlocks(...blocks.flatMap((one, i) => (i === 0 ? [one] : [literalBlock('\n'), one])))
}
