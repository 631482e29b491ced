import {
  conditionOf,
  conjunctsOf,
  given,
  includes,
  isAlways,
  negation,
  simplified,
} from '../view/alternatives.ts'
import { type MayBeEmpty, slotPresence } from '../view/presence.ts'
import type { PrintContext } from './print-context.ts'
import { sameExpression } from '../view/same-expression.ts'
import type { Slot, SlotBranch } from '../view/slot.ts'
import { isCollection } from '../node/type-of.ts'

/**
 * The slots as the printer writes them: what may come out empty stands under its condition, what is
 * known at this place is not asked again, and neighbours under one condition share one `if`.
 */
export function prepared(slots: readonly Slot[], context: PrintContext): readonly Slot[] {
  const result: Slot[] = []
  for (const slot of slots) for (const one of settled(slot, context)) append(result, one)
  return result
}

function settled(slot: Slot, context: PrintContext): readonly Slot[] {
  if (slot.is === 'branch') return settledBranch(slot, context)
  if (slot.is === 'loop') return slot.body.length === 0 ? [] : [slot]
  if (slot.is === 'comment') return [slot]
  const all = slotPresence(slot, collections(context))
  const alternatives = isAlways(all) ? all : simplified(given(context.known, all))
  if (isAlways(alternatives)) return [slot]
  if (alternatives.length === 0) return []
  const condition = conditionOf(alternatives)
  if (includes(context.known, condition)) return [slot]
  return [{ is: 'branch', condition, then: [slot], otherwise: [] }]
}

const predicates = new WeakMap<PrintContext['loops'], MayBeEmpty>()

/** The same function wherever types are the same, so that what it leads to is remembered. */
function collections(context: PrintContext): MayBeEmpty {
  const { schema, loops } = context
  const predicate = predicates.get(loops) ?? ((of) => isCollection(of, { schema, loops }))
  predicates.set(loops, predicate)
  return predicate
}

function settledBranch(slot: SlotBranch, context: PrintContext): readonly Slot[] {
  const alternatives = given(context.known, [conjunctsOf(slot.condition)])
  if (alternatives.length === 0) return prepared(slot.otherwise, context)
  if (isAlways(alternatives)) return prepared(slot.then, context)
  const isWhole = alternatives[0]?.length === conjunctsOf(slot.condition).length
  return [isWhole ? slot : { ...slot, condition: conditionOf(alternatives) }]
}

function append(slots: Slot[], slot: Slot): void {
  const last = slots.at(-1)
  const both = slot.is === 'branch' && last?.is === 'branch' ? merged(last, slot) : undefined
  if (both) slots[slots.length - 1] = both
  else slots.push(slot)
}

/** Two neighbours as one, where the second asks for the same as the first, or for the opposite. */
function merged(first: SlotBranch, second: SlotBranch): SlotBranch | undefined {
  const isSame = sameExpression(first.condition, second.condition)
  if (!isSame && !sameExpression(first.condition, negation(second.condition))) return undefined
  const [then, otherwise] = isSame
    ? [second.then, second.otherwise]
    : [second.otherwise, second.then]
  return {
    ...first,
    then: [...first.then, ...then],
    otherwise: [...first.otherwise, ...otherwise],
  }
}
