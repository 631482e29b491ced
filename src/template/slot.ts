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

/** Neighbours under the same condition share one `if`; under opposite conditions, `if` and `else`. */
export function joined(slots: readonly Slot[]): readonly Slot[] {
  const result: Slot[] = []
  for (const slot of slots) {
    const last = result.at(-1)
    const both = slot.is === 'branch' && last?.is === 'branch' ? join(last, slot) : undefined
    if (both) result[result.length - 1] = both
    else result.push(slot)
  }
  return result
}

function join(a: SlotBranch, b: SlotBranch): SlotBranch | undefined {
  if (sameExpression(a.condition, b.condition)) {
    return { ...a, then: joined([...a.then, ...b.then]), otherwise: joined([...a.otherwise, ...b.otherwise]) }
  }
  const opposite = isNegation(b.condition, a.condition) && a.otherwise.length === 0 && b.otherwise.length === 0
  return opposite ? { ...a, otherwise: b.then } : undefined
}

function isNegation(negated: Expression, condition: Expression): boolean {
  return negated['~kind'] === 'call' && negated.name === 'not' && sameExpression(negated.args[0], condition)
}
