import type { Branch, Comment, Expression, Loop } from './node.ts'
import { isExpression, isNode } from './node.ts'
import { sameExpression } from './print-expression.ts'

/**
 * What stands in a mapping, a list or a file, one below the other: the printer's view of the nodes,
 * in which neighbours under one condition are already together.
 */
export type Slot =
  | { readonly is: 'entry'; readonly key: string | Expression; readonly value: unknown }
  | { readonly is: 'item'; readonly value: unknown }
  | { readonly is: 'splice'; readonly of: Expression }
  | { readonly is: 'comment'; readonly text: string }
  | { readonly is: 'loop'; readonly loop: Loop; readonly body: readonly Slot[] }
  | SlotBranch

/** Slots under a condition. */
export interface SlotBranch {
  readonly is: 'branch'
  readonly condition: Expression
  readonly then: readonly Slot[]
  readonly otherwise: readonly Slot[]
}

/** The slots of a map: of an object literal, or of one part of a composed map. */
export function mappingSlots(part: unknown): readonly Slot[] {
  if (isExpression(part)) return [{ is: 'splice', of: part }]
  if (!isNode(part)) return joined(Object.entries(part as object).flatMap(([key, value]) => entrySlots(key, value)))
  switch (part['~kind']) {
    case 'mapping':
      return joined(part.parts.flatMap(mappingSlots))
    case 'branch':
      return [branchSlot(part, mappingSlots)]
    case 'loop':
      return [{ is: 'loop', loop: part, body: part.key ? entrySlots(part.key, part.body) : mappingSlots(part.body) }]
    case 'comment':
      return [commentSlot(part)]
    default:
      throw new Error(`a ${part['~kind']} cannot stand in a map`)
  }
}

function entrySlots(key: string | Expression, value: unknown): readonly Slot[] {
  if (value === undefined) return []
  if (isNode(value) && value['~kind'] === 'branch') return [branchSlot(value, (inner) => entrySlots(key, inner))]
  return [{ is: 'entry', key, value }]
}

/** The slots of a list. */
export function listSlots(items: readonly unknown[]): readonly Slot[] {
  return joined(items.flatMap(itemSlots))
}

/** The slots of one item of a list, or of one document of a file. */
export function itemSlots(item: unknown): readonly Slot[] {
  if (item === undefined) return []
  if (isNode(item) && item['~kind'] === 'branch') return [branchSlot(item, itemSlots)]
  if (isNode(item) && item['~kind'] === 'loop') return [{ is: 'loop', loop: item, body: itemSlots(item.body) }]
  if (isNode(item) && item['~kind'] === 'comment') return [commentSlot(item)]
  return [{ is: 'item', value: item }]
}

function branchSlot(branch: Branch, slots: (part: unknown) => readonly Slot[]): Slot {
  const otherwise = branch.otherwise === undefined ? [] : slots(branch.otherwise)
  return { is: 'branch', condition: branch.condition, then: slots(branch.then), otherwise }
}

const commentSlot = ({ text }: Comment): Slot => ({ is: 'comment', text })

/** Neighbours under the same condition share one `if`. */
export function joined(slots: readonly Slot[]): readonly Slot[] {
  const result: Slot[] = []
  for (const slot of slots) {
    const last = result.at(-1)
    if (slot.is === 'branch' && last?.is === 'branch' && sameExpression(slot.condition, last.condition)) {
      const then = joined([...last.then, ...slot.then])
      result[result.length - 1] = { ...last, then, otherwise: joined([...last.otherwise, ...slot.otherwise]) }
    } else result.push(slot)
  }
  return result
}
