import { not } from '../node/expression.ts'
import type { Block, BlockLine, Expression, Loop, Paragraph, Text } from '../node/node.ts'
import { isExpression, isNode, nameOf } from '../node/node.ts'

/** What stands in a map, a list, a block or a file, one below the other: the back ends' view. */
export type Slot =
  | { readonly is: 'entry'; readonly key: string | Expression; readonly value: unknown }
  | ItemSlot
  | { readonly is: 'splice'; readonly of: Expression }
  | { readonly is: 'comment'; readonly text: string }
  | { readonly is: 'line'; readonly text: Text }
  | { readonly is: 'paragraph'; readonly paragraph: Paragraph }
  | { readonly is: 'loop'; readonly loop: Loop; readonly body: readonly Slot[] }
  | SlotBranch

/** An item of a list, or a document of a file. */
export interface ItemSlot {
  readonly is: 'item'
  readonly value: unknown
}

/** Slots under a condition. */
export interface SlotBranch {
  readonly is: 'branch'
  readonly condition: Expression
  readonly then: readonly Slot[]
  readonly otherwise: readonly Slot[]
}

/** The slots of a map: of an object literal, or of one part of a composed map. */
export function mappingSlots(part: unknown): readonly Slot[] {
  if (part === undefined) return []
  if (isExpression(part)) return [{ is: 'splice', of: part }]
  if (typeof part !== 'object' || part === null || Array.isArray(part)) throw notInMap(part)
  if (!isNode(part)) return objectSlots(part)
  switch (part['~kind']) {
    case 'mapping':
      return part.parts.flatMap(mappingSlots)
    case 'branch':
      return branchSlots(part.condition, mappingSlots(part.then), mappingSlots(part.otherwise))
    case 'loop':
      return [{ is: 'loop', loop: part, body: bodySlots(part) }]
    case 'comment':
      return [{ is: 'comment', text: part.text }]
    default:
      throw notInMap(part)
  }
}

const bodySlots = ({ key, body }: Loop): readonly Slot[] =>
  key ? entrySlots(key, body) : mappingSlots(body)

function objectSlots(part: object): readonly Slot[] {
  const slots: Slot[] = []
  for (const [key, value] of Object.entries(part)) slots.push(...entrySlots(key, value))
  return slots
}

function entrySlots(key: string | Expression, value: unknown): readonly Slot[] {
  if (value === undefined) return []
  if (!isNode(value) || value['~kind'] !== 'branch') return [{ is: 'entry', key, value }]
  const { condition, then, otherwise } = value
  return branchSlots(condition, entrySlots(key, then), entrySlots(key, otherwise))
}

/** The slots of a list. */
export function listSlots(items: readonly unknown[]): readonly Slot[] {
  return items.flatMap((item) => itemSlots(item))
}

/** The slots of one document of a file, or of a group of them, which a list is here. */
export function documentSlots(document: unknown): readonly Slot[] {
  return Array.isArray(document)
    ? document.flatMap(documentSlots)
    : itemSlots(document, documentSlots)
}

/** The slots of one item of a list; `inside` makes those in conditions and loops. */
export function itemSlots(
  item: unknown,
  inside: (item: unknown) => readonly Slot[] = itemSlots,
): readonly Slot[] {
  if (item === undefined) return []
  if (!isNode(item)) return [{ is: 'item', value: item }]
  switch (item['~kind']) {
    case 'branch':
      return branchSlots(item.condition, inside(item.then), inside(item.otherwise))
    case 'loop':
      if (item.key) throw new TypeError('entries() makes a map: use each() in a list')
      return [{ is: 'loop', loop: item, body: inside(item.body) }]
    case 'comment':
      return [{ is: 'comment', text: item.text }]
    default:
      return [{ is: 'item', value: item }]
  }
}

/** The slots of a block. */
export function blockSlots(block: Block | undefined): readonly Slot[] {
  return block?.lines.flatMap(lineSlots) ?? []
}

function lineSlots(line: BlockLine): readonly Slot[] {
  switch (line['~kind']) {
    case 'text':
      return [{ is: 'line', text: line }]
    case 'paragraph':
      return [{ is: 'paragraph', paragraph: line }]
    case 'loop':
      return [{ is: 'loop', loop: line, body: blockSlots(line.body) }]
    case 'branch': {
      const { condition, then, otherwise } = line
      return branchSlots(condition, blockSlots(then), blockSlots(otherwise))
    }
  }
}

function branchSlots(
  condition: Expression,
  then: readonly Slot[],
  otherwise: readonly Slot[],
): readonly Slot[] {
  if (then.length > 0) return [{ is: 'branch', condition, then, otherwise }]
  if (otherwise.length === 0) return []
  return [{ is: 'branch', condition: not(condition), then: otherwise, otherwise: [] }]
}

const notInMap = (part: unknown): TypeError =>
  new TypeError(`${nameOf(part)} cannot be a part of a map`)
