import { withoutEnd } from '../print/block-line.ts'
import type { Constant, Expression, Node } from '../node/node.ts'
import { isExpression, isNode, nameOf } from '../node/node.ts'
import { blockSlots, listSlots, mappingSlots, type Slot } from './slot.ts'

/** What the value of a field or the item of a list is. */
export type Shape =
  | { readonly is: 'scalar'; readonly value: Constant['value'] }
  | { readonly is: 'expression'; readonly of: Expression }
  | { readonly is: 'map' | 'list' | 'block'; readonly slots: readonly Slot[] }

const known = new WeakMap<object, Shape>()

/** Tells what a value is; refuses what no manifest can hold. Values are never changed, so it is remembered. */
export function shapeOf(value: unknown): Shape {
  if (typeof value !== 'object' || value === null) return scalarShape(value)
  const seen = known.get(value)
  if (seen) return seen
  const shape = objectShape(value)
  known.set(value, shape)
  return shape
}

function scalarShape(value: unknown): Shape {
  if (typeof value === 'string' || typeof value === 'boolean') return { is: 'scalar', value }
  if (typeof value === 'number' && Number.isFinite(value)) return { is: 'scalar', value }
  throw new TypeError(`${nameOf(value)} cannot stand in a manifest`)
}

function objectShape(value: object): Shape {
  if (isNode(value)) return nodeShape(value)
  if (Array.isArray(value)) return { is: 'list', slots: listSlots(value) }
  return { is: 'map', slots: mappingSlots(value) }
}

function nodeShape(node: Node): Shape {
  if (node['~kind'] === 'constant') return { is: 'scalar', value: node.value }
  if (isExpression(node)) return { is: 'expression', of: node }
  switch (node['~kind']) {
    case 'mapping':
      return { is: 'map', slots: mappingSlots(node) }
    case 'block':
      return { is: 'block', slots: blockSlots(withoutEnd(node)) }
    default:
      throw new TypeError(
        `${nameOf(node)} cannot be a value: it stands in a map, a list or a block`,
      )
  }
}
