import * as fc from 'fast-check'
import type { Block } from '../../src/template/node/node.ts'
import {
  block,
  type BlockHole,
  each,
  joinBlocks,
  literalBlock,
  paragraph,
  when,
} from '../../src/template/node/structure.ts'
import { anyCondition, anyInteger, anyLine, anyWord } from './any-expression.ts'
import { templateStrings } from './lift.ts'
import { type Collection, innerNames, type Make, reading } from './names.ts'

/** What loops run over, and something of that kind. */
export const anyCollection: fc.Arbitrary<readonly [Collection, ReturnType<typeof readingOf>]> = fc
  .tuple(
    fc.constantFrom<Collection>('texts', 'words', 'volumes', 'ports', 'free'),
    fc.nat({ max: 6 }),
  )
  .map(([kind, n]) => [kind, readingOf(kind, n)] as const)

const readingOf =
  (kind: Collection, n: number): Make<never> =>
  (names) => {
    const candidates = names.of[kind]
    return candidates[n % candidates.length] as never // there is one of each kind
  }

type Line = readonly (string | Make<BlockHole>)[]

type Blocks = { readonly line: Line; readonly block: Make<Block> }

const indent = fc.constantFrom('', '', '  ', '      ')

const anyPart = fc.oneof(anyLine, anyWord, anyInteger, reading('boolean'))

/** A block of literal and other lines, branches, loops, paragraphs and further blocks. */
export const anyBlock: fc.Arbitrary<Make<Block>> = fc.letrec<Blocks>((tie) => {
  const alone = fc.oneof(
    { maxDepth: 3 },
    reading('prose').map(
      (make): Make<BlockHole> =>
        (names) =>
          paragraph(make(names)),
    ),
    fc.tuple(anyCondition, tie('block'), fc.option(tie('block'), { nil: undefined })).map(
      ([test, then, otherwise]): Make<BlockHole> =>
        (names) =>
          when(test(names), then(names), otherwise?.(names)),
    ),
    fc.tuple(anyCollection, tie('block')).map(
      ([[kind, over], body]): Make<BlockHole> =>
        (names) =>
          each(over(names), (item, key) => body(innerNames(names, kind, item, key))),
    ),
    tie('block'),
  )
  const line: fc.Arbitrary<Line> = fc.oneof(
    { maxDepth: 3 },
    fc.array(anyPart, { maxLength: 4 }) as fc.Arbitrary<Line>,
    fc.constant([]),
    fc.tuple(indent, alone),
  )
  const written = fc.tuple(fc.array(tie('line'), { maxLength: 5 }), indent).map(makeBlock)
  const literal = anyLine.map((text) => () => literalBlock(text))
  const joined = fc.array(tie('block'), { maxLength: 2 }).map(
    (blocks): Make<Block> =>
      (names) =>
        joinBlocks(...blocks.map((make) => make(names))),
  )
  return { line, block: fc.oneof({ maxDepth: 3 }, written, literal, joined) }
}).block

/** The block as its author would write it: each line below the opening quote, indented. */
function makeBlock([lines, margin]: readonly [readonly Line[], string]): Make<Block> {
  return (names) => {
    const strings = ['']
    const holes: BlockHole[] = []
    const add = (text: string): void => void strings.push(`${strings.pop()}${text}`)
    for (const line of lines) {
      add(`\n${margin}`)
      for (const part of line) {
        if (typeof part === 'string') add(part)
        else {
          holes.push(part(names))
          strings.push('')
        }
      }
    }
    add('\n')
    return block(templateStrings(strings), ...holes)
  }
}
