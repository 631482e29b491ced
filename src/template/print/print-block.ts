import { blockIsSafe } from '../../helm/yaml/scalar.ts'
import type { Expression } from '../node/node.ts'
import type { Shape } from '../view/shape.ts'
import type { Slot } from '../view/slot.ts'
import { textOf } from '../node/text.ts'
import { type TypeContext, typeOf } from '../node/type-of.ts'

/** A value that stands on lines of its own, below its key. */
export interface BlockValue {
  /** What YAML wants before the lines. */
  readonly indicator: string
  readonly lines: readonly Slot[]
}

/** The lines of a value; undefined for one that stands better, or only, behind its key. */
export function blockValue(shape: Shape, context: TypeContext): BlockValue | undefined {
  if (shape.is === 'block' && shape.slots.length > 0) {
    return { indicator: startsPlainly(shape.slots, context) ? '|' : '|2', lines: shape.slots }
  }
  return shape.is === 'scalar' && isSafe(shape.value) ? literalLines(shape.value) : undefined
}

/** Helm erases `<no value>` anywhere, and Helm 3 the blanks at the end of a document. */
const isSafe = (value: unknown): value is string =>
  typeof value === 'string' && blockIsSafe(value) && !/<no value>|[ \t]\n?$/.test(value)

function literalLines(text: string): BlockValue {
  const lines = text.replace(/\n$/, '').split('\n')
  return {
    indicator: text.endsWith('\n') ? '|' : '|-',
    lines: lines.map((line) => ({ is: 'line', text: textOf([line]) })),
  }
}

/** YAML takes the indentation of a block from its first line, which must then begin with no blank. */
function startsPlainly(lines: readonly Slot[], context: TypeContext): boolean {
  for (const slot of lines) {
    const [first] = slot.is === 'line' ? slot.text.parts : []
    if (first !== undefined) return hasNoBlank(first, context)
    if (slot.is === 'paragraph') return false
    const arms = slot.is === 'branch' ? [slot.then, slot.otherwise] : []
    const bodies = slot.is === 'loop' ? [slot.body] : arms
    if (!bodies.every((body) => startsPlainly(body, context))) return false
  }
  return true
}

/** Begins with no blank, whatever the values are. */
function hasNoBlank(part: string | Expression, context: TypeContext): boolean {
  if (typeof part === 'string') return !/^\s/.test(part)
  return part['~kind'] === 'builtin' || typeOf(part, context) !== 'string'
}
