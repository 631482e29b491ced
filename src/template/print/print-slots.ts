import { negation } from '../view/alternatives.ts'
import { isExpression } from '../node/node.ts'
import { prepared } from './prepared-slots.ts'
import { blockValue } from './print-block.ts'
import { assuming, type PrintContext } from './print-context.ts'
import { printExpression } from './print-expression.ts'
import { printComment, printLine, printParagraph } from './print-line.ts'
import { openLoop } from './print-loop.ts'
import { printKey, printLiteral, printScalar, printYaml } from './print-scalar.ts'
import { readsOnly } from '../view/reads-only.ts'
import { type Shape, shapeOf } from '../view/shape.ts'
import type { ItemSlot, Slot, SlotBranch } from '../view/slot.ts'

/** Where slots stand. */
export interface Place {
  readonly indent: number
  /** Prints an item of a list, or a document of a file. */
  readonly item: (slot: ItemSlot, context: PrintContext) => readonly string[]
}

/** Prints what stands in a map, a list, a block or a file, one below the other. */
export function printSlots(
  slots: readonly Slot[],
  place: Place,
  context: PrintContext,
): readonly string[] {
  return printPrepared(prepared(slots, context), place, context)
}

function printPrepared(
  slots: readonly Slot[],
  place: Place,
  context: PrintContext,
): readonly string[] {
  const lines: string[] = []
  for (const slot of slots) for (const line of printSlot(slot, place, context)) lines.push(line)
  return lines
}

function printSlot(slot: Slot, place: Place, context: PrintContext): readonly string[] {
  const { indent } = place
  const pad = ' '.repeat(indent)
  switch (slot.is) {
    case 'entry':
      return printValue(`${pad}${printKey(slot.key, context)}:`, slot.value, indent + 2, context)
    case 'item':
      return place.item(slot, context)
    case 'splice':
      return [`${pad}${printYaml(slot.of, indent, context)}`]
    case 'comment':
      return printComment(slot.text, pad)
    case 'line':
      return [printLine(slot.text, pad, context)]
    case 'paragraph':
      return printParagraph(slot.paragraph, indent, context)
    case 'branch':
      return [...printArms(slot, '', place, context), `${pad}{{- end }}`]
    case 'loop': {
      const [open, inner] = openLoop(slot.loop, context)
      return [`${pad}${open}`, ...printSlots(slot.body, place, inner), `${pad}{{- end }}`]
    }
  }
}

/** The `if` or `with` of a branch with its lines, and whatever follows it up to the `end`. */
function printArms(
  { condition, then, otherwise }: SlotBranch,
  word: '' | 'else ',
  place: Place,
  context: PrintContext,
): readonly string[] {
  const pad = ' '.repeat(place.indent)
  const asWith = word === '' && otherwise.length === 0 && readsOnly(then, condition)
  const inner = assuming(condition, asWith ? { ...context, dot: condition } : context)
  const action = `${word}${asWith ? 'with' : 'if'} ${printExpression(condition, context)}`
  const arm = [`${pad}{{- ${action} }}`, ...printSlots(then, place, inner)]
  const outer = assuming(negation(condition), context)
  const rest = prepared(otherwise, outer)
  const [only, ...more] = rest
  if (!only) return arm
  if (only.is === 'branch' && more.length === 0) {
    return [...arm, ...printArms(only, 'else ', place, outer)]
  }
  return [...arm, `${pad}{{- else }}`, ...printPrepared(rest, place, outer)]
}

/** A value behind or below its key or dash; `indent` is that of the lines below. */
function printValue(
  head: string,
  value: unknown,
  indent: number,
  context: PrintContext,
): readonly string[] {
  const shape = shapeOf(value)
  const block = blockValue(shape, context)
  if (block)
    return [`${head} ${block.indicator}`, ...printSlots(block.lines, placeAt(indent), context)]
  const inline = printInline(shape, context)
  return inline === undefined
    ? [head, ...printNested(shape, indent, context)]
    : [`${head} ${inline}`]
}

/** What fits behind a key or a dash. */
function printInline(shape: Shape, context: PrintContext): string | undefined {
  switch (shape.is) {
    case 'scalar':
      return printLiteral(shape.value)
    case 'expression':
      return printScalar(shape.of, context)
    default:
      return shape.slots.length === 0 ? nothing[shape.is] : undefined
  }
}

const nothing = { map: '{}', list: '[]', block: '""' } as const

function printNested(shape: Shape, indent: number, context: PrintContext): readonly string[] {
  if (shape.is === 'scalar') return []
  if (shape.is !== 'expression') return printSlots(shape.slots, placeAt(indent), context)
  return [`${' '.repeat(indent)}${printYaml(shape.of, indent, context)}`]
}

/** The place of a map, a list or a block. */
export function placeAt(indent: number): Place {
  return { indent, item: (slot, context) => printItem(slot.value, indent, context) }
}

/** An item of a list: its first line stands behind the dash, unless that line is an action. */
function printItem(value: unknown, indent: number, context: PrintContext): readonly string[] {
  const dash = `${' '.repeat(indent)}-`
  const [head = dash, ...nested] = printValue(dash, value, indent + 2, context)
  if (head !== dash) return [head, ...nested]
  const lead = nested.findIndex((line) => !line.trimStart().startsWith('#'))
  const comments = nested.slice(0, lead).map((line) => line.slice(2))
  const [first = '', ...rest] = nested.slice(lead)
  const isAction = first.trimStart().startsWith('{{-') && !isExpression(value)
  return [...comments, ...(isAction ? [dash, first] : [`${dash} ${first.trimStart()}`]), ...rest]
}
