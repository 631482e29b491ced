import { and, not, or } from './expression.ts'
import type { Expression } from './node.ts'
import { isExpression, isNode } from './node.ts'
import { typeOf, type PrintContext, sameExpression } from './print-expression.ts'
import { isKnown } from './known.ts'
import { listSlots, mappingSlots, type Slot } from './slot.ts'

/**
 * When something is left of a map or a list once conditions and loops are resolved: `true` for
 * always, or the conditions of which one must hold. A key is left out with its value, because
 * `annotations:` alone would be null.
 */
export function presence(value: unknown, context: PrintContext): true | readonly Expression[] {
  if (isExpression(value)) {
    const type = typeOf(value, context)
    const mayBeEmpty = (type === 'map' || type === 'list') && value['~kind'] !== 'include'
    return mayBeEmpty && !isKnown(value, context) ? [value] : true
  }
  if (Array.isArray(value)) return value.length === 0 || anyPresence(listSlots(value), context)
  if (isNode(value) && value['~kind'] !== 'mapping') return true
  if (typeof value !== 'object' || value === null) return true
  const slots = mappingSlots(value)
  return slots.length === 0 || anyPresence(slots, context)
}

function anyPresence(slots: readonly Slot[], context: PrintContext): true | readonly Expression[] {
  const all = slots.map((slot) => slotPresence(slot, context))
  if (all.includes(true)) return true
  return unique(all.flatMap((one) => (one === true ? [] : one)))
}

function slotPresence(slot: Slot, context: PrintContext): true | readonly Expression[] {
  switch (slot.is) {
    case 'comment':
      return []
    case 'entry':
      return presence(slot.value, context)
    case 'item':
      return true
    case 'splice':
      return presence(slot.of, context)
    case 'loop':
      return isKnown(slot.loop.over, context) || [slot.loop.over]
    case 'branch': {
      if (isKnown(slot.condition, context)) return anyPresence(slot.then, context)
      const then = anyPresence(slot.then, context)
      const otherwise = anyPresence(slot.otherwise, context)
      if (then === true && otherwise === true) return true
      return [...under(slot.condition, then), ...under(not(slot.condition), otherwise)]
    }
  }
}

function under(condition: Expression, inner: true | readonly Expression[]): readonly Expression[] {
  if (inner === true) return [condition]
  return inner.map((one) => (sameExpression(one, condition) ? one : and(condition, one)))
}

function unique(conditions: readonly Expression[]): readonly Expression[] {
  return conditions.filter((one, i) => conditions.findIndex((other) => sameExpression(one, other)) === i)
}

/** One condition for a list of them, of which one must hold. */
export function anyOf(conditions: readonly Expression[]): Expression {
  const [first, ...rest] = conditions
  if (!first) throw new Error('a map or list of comments only is never there')
  return rest.length === 0 ? first : or(...conditions)
}
