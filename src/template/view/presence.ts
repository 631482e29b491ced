import { type Alternatives, always, isAlways, never, simplified, under } from './alternatives.ts'
import { not } from '../node/expression.ts'
import { type Expression, type Helper, isExpression, type Loop, type Node } from '../node/node.ts'
import { shapeOf } from './shape.ts'
import type { Slot } from './slot.ts'
import { mentions } from './walk.ts'

/** Whether what an expression gives may be an empty map or list. */
export type MayBeEmpty = (of: Expression) => boolean

/**
 * When something is left of a value once conditions and loops are resolved. A key is left out with
 * its value, because `annotations:` alone would be null. What a loop leaves out of its own entries
 * cannot be told outside it: there, a map or list that is looped over counts as something.
 */
export function presence(value: unknown, mayBeEmpty: MayBeEmpty): Alternatives {
  if (typeof value !== 'object' || value === null) return always
  const found = remembered.get(mayBeEmpty) ?? new WeakMap<object, Alternatives>()
  remembered.set(mayBeEmpty, found)
  const alternatives = found.get(value) ?? presenceOf(value, mayBeEmpty)
  found.set(value, alternatives)
  return alternatives
}

/** A value is asked about at every level above it, and never changed. */
const remembered = new WeakMap<MayBeEmpty, WeakMap<object, Alternatives>>()

function presenceOf(value: object, mayBeEmpty: MayBeEmpty): Alternatives {
  const shape = shapeOf(value)
  switch (shape.is) {
    case 'scalar':
    case 'block':
      return always
    case 'expression':
      if (shape.of['~kind'] !== 'include') return mayBeEmpty(shape.of) ? [[shape.of]] : always
      return includePresence(shape.of.helper, mayBeEmpty)
    case 'map':
    case 'list':
      return shape.slots.length === 0 ? always : slotsPresence(shape.slots, mayBeEmpty)
  }
}

/** What depends on arguments cannot be told outside the helper: there, it counts as something. */
function includePresence(helper: Helper, mayBeEmpty: MayBeEmpty): Alternatives {
  const { shape, parameters } = helper
  const isPlain = (shape === 'map' || shape === 'list') && parameters.length === 0
  return isPlain ? presence(helper.body, mayBeEmpty) : always
}

/** The same of one slot. */
export function slotPresence(slot: Slot, mayBeEmpty: MayBeEmpty): Alternatives {
  switch (slot.is) {
    case 'comment':
      return never
    case 'line':
    case 'paragraph':
      return always
    case 'entry':
      return presence(slot.value, mayBeEmpty)
    case 'item':
      return itemPresence(slot.value, mayBeEmpty)
    case 'splice':
      return splicePresence(slot.of, mayBeEmpty)
    case 'loop':
      return loopPresence(slot.loop, slotsPresence(slot.body, mayBeEmpty))
    case 'branch':
      return [
        ...under(slot.condition, slotsPresence(slot.then, mayBeEmpty)),
        ...under(not(slot.condition), slotsPresence(slot.otherwise, mayBeEmpty)),
      ]
  }
}

function slotsPresence(slots: readonly Slot[], mayBeEmpty: MayBeEmpty): Alternatives {
  const alternatives: Alternatives[number][] = []
  for (const slot of slots) {
    const more = slotPresence(slot, mayBeEmpty)
    if (isAlways(more)) return always
    alternatives.push(...more)
  }
  return simplified(alternatives)
}

/** What is spliced is a map; without entries it gives no line. */
function splicePresence(of: Expression, mayBeEmpty: MayBeEmpty): Alternatives {
  if (of['~kind'] !== 'include') return [[of]]
  const shape = shapeOf(of.helper.body)
  return shape.is === 'map' && shape.slots.length === 0 ? never : presence(of, mayBeEmpty)
}

/** An item of a list stays, even if it is an empty map from the values. */
function itemPresence(value: unknown, mayBeEmpty: MayBeEmpty): Alternatives {
  return isExpression(value) ? always : presence(value, mayBeEmpty)
}

function loopPresence(loop: Loop, body: Alternatives): Alternatives {
  const isBound = (node: Node): boolean => node['~kind'] === 'variable' && node.loop === loop.id
  const dependsOnEntry = mentions(body, isBound)
  return dependsOnEntry ? [[loop.over]] : under(loop.over, body)
}
