import { goLiteral } from './go-literal.ts'
import { givenTo, helperName } from './helper-call.ts'
import type { Expression, Helper } from '../node/node.ts'
import { isExpression, nameOf } from '../node/node.ts'
import { type PrintContext, rootContext } from './print-context.ts'
import { printExpression, printText } from './print-expression.ts'
import { printInline } from './print-inline.ts'
import { printYaml } from './print-scalar.ts'
import { commentLines } from './print-line.ts'
import { type Place, placeAt, printSlots } from './print-slots.ts'
import { shapeOf } from '../view/shape.ts'
import { documentSlots, type ItemSlot, type Slot } from '../view/slot.ts'
import { walk } from '../view/walk.ts'
import type { TypeSchema } from '../node/value-type.ts'

/**
 * Prints the documents of one template file; text before the first one is the caller's. What charts
 * share has the name of the umbrella as its prefix.
 */
export function printDocuments(
  documents: readonly unknown[],
  schema: TypeSchema,
  umbrella = 'umbrella',
): string {
  return text(documentLines(documents, rootContext(schema, umbrella)))
}

function documentLines(documents: readonly unknown[], context: PrintContext): readonly string[] {
  const slots = documents.flatMap(documentSlots)
  const [first] = documentsOf(slots)
  const item = (slot: ItemSlot, inner: PrintContext): readonly string[] => {
    if (isAction(slot.value)) return [`{{- ${printExpression(slot.value, inner)} }}`]
    const document = withEnd(slot.value, inner)
    return slot === first ? document : ['---', ...document]
  }
  return printSlots(slots, { indent: 0, item }, context)
}

const text = (lines: readonly string[]): string => `${lines.join('\n')}\n`

/**
 * Helm changes the blank lines at the end of a document: Helm 3 takes them away, Helm 4.3 adds some. A
 * text from the values may end in such lines, so that a document never ends with values as they are.
 */
function withEnd(document: unknown, context: PrintContext): readonly string[] {
  const lines = printMap(document, context)
  return endsInValues(document, lines, context) ? [...lines, end] : lines
}

/** The rest of the line is for those who read the template. */
const end = '# end {{- /* so that Helm keeps blank lines before it */}}'

/** Whether values stand last as they are, in a named template too. */
function endsInValues(body: unknown, lines: readonly string[], context: PrintContext): boolean {
  const last = lines.findLast((line) => !/^\s*\{\{- (?:end|else)\b/.test(line)) ?? ''
  if (/\btoYaml\b/.test(last)) return true
  if (!last.includes('include ')) return false
  const helper = helpersIn(body).find((one) =>
    last.includes(`include ${goLiteral(helperName(one, context))}`),
  )
  return helper !== undefined && helper.shape !== 'text' && helperEndsInValues(helper, context)
}

const ending = new WeakMap<TypeSchema, WeakMap<Helper, boolean>>()

/** The same wherever values have the same types: many documents end in one helper. */
function helperEndsInValues(helper: Helper, context: PrintContext): boolean {
  const known = ending.get(context.schema) ?? new WeakMap<Helper, boolean>()
  ending.set(context.schema, known)
  const inner = helperContext(helper, context)
  const ends = known.get(helper) ?? endsInValues(helper.body, bodyLines(helper, inner), inner)
  known.set(helper, ends)
  return ends
}

function helpersIn(body: unknown): readonly Helper[] {
  return walk(body).flatMap((node) => (node['~kind'] === 'include' ? [node.helper] : []))
}

/** A check: by itself, or those of a named template. */
const isAction = (value: unknown): value is Expression =>
  isExpression(value) &&
  (value['~kind'] === 'include'
    ? value.helper.shape === 'checks'
    : value['~kind'] === 'call' && value.name === 'fail')

/** The documents as they stand in the file; undefined for those of a loop, which repeat. */
function documentsOf(slots: readonly Slot[]): readonly (ItemSlot | undefined)[] {
  return slots.flatMap((slot) => {
    switch (slot.is) {
      case 'item':
        return isAction(slot.value) ? [] : [slot]
      case 'branch':
        return documentsOf([...slot.then, ...slot.otherwise])
      case 'loop':
        return documentsOf(slot.body).map(() => undefined)
      default:
        return []
    }
  })
}

/** Prints one named template of `_helpers.tpl`, or of a partial of the umbrella. */
export function printHelper(helper: Helper, schema: TypeSchema, umbrella = 'umbrella'): string {
  const context = helperContext(helper, rootContext(schema, umbrella))
  const comment = commentLines(helper.comment.replaceAll('*/', '* /')) // which would end it
  return text([
    '{{/*',
    ...comment,
    '*/}}',
    `{{- define ${goLiteral(helperName(helper, context))} -}}`,
    ...bodyLines(helper, context),
    '{{- end }}',
  ])
}

/** What a named template sees, of a chart with this schema. */
function helperContext(helper: Helper, { schema, umbrella }: PrintContext): PrintContext {
  return { ...rootContext(schema, umbrella), given: givenTo(helper) }
}

function bodyLines({ shape, body }: Helper, context: PrintContext): readonly string[] {
  switch (shape) {
    case 'text':
      return [printRunningText(body as Expression, context)] // helper() takes no other body
    case 'map':
      return printMap(body, context)
    case 'list':
      return printList(body, context)
    case 'checks':
      return documentLines([body], context)
  }
}

/** Text with blanks or line breaks that a template would trim is printed by an action. */
function printRunningText(body: Expression, context: PrintContext): string {
  const inline = printInline(body, context)
  return /^ |[\n\r]/.test(inline) ? `{{ ${printText(body, context)} }}` : inline
}

function printList(value: unknown, context: PrintContext): readonly string[] {
  const shape = shapeOf(value)
  if (shape.is !== 'list') throw new TypeError(`${nameOf(value)} cannot stand where a list must be`)
  return shape.slots.length === 0 ? ['[]'] : printSlots(shape.slots, placeAt(0), context)
}

const root: Place = {
  indent: 0,
  item: () => {
    throw new TypeError('a list item cannot stand in a map')
  },
}

function printMap(value: unknown, context: PrintContext): readonly string[] {
  const shape = shapeOf(value)
  if (shape.is === 'expression') return [printYaml(shape.of, 0, context)]
  if (shape.is !== 'map') throw new TypeError(`${nameOf(value)} cannot stand where a map must be`)
  return shape.slots.length === 0 ? ['{}'] : printSlots(shape.slots, root, context)
}
