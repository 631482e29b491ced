import type { Frame, RenderInput } from './frame.ts'
import { digestMark, functions, isEmpty } from './functions.ts'
import { asText, sortedEntries } from './go-text.ts'
import {
  type BuiltinPath,
  type Call,
  type Expression,
  type Include,
  isNode,
  type Loop,
  type Paragraph,
  type Text,
} from '../node/node.ts'
import { slotPresence } from '../view/presence.ts'
import { type Shape, shapeOf } from '../view/shape.ts'
import { documentSlots, type Slot } from '../view/slot.ts'
import { isCollection, loopSchema, type TypeContext } from '../node/type-of.ts'

/** The value of a field, an item or a document. */
function evaluateValue(value: unknown, frame: Frame): unknown {
  const shape = shapeOf(value)
  switch (shape.is) {
    case 'scalar':
      return shape.value
    case 'expression':
      return evaluateExpression(shape.of, frame) ?? null
    case 'block':
      return blockText(evaluateLines(shape.slots, frame))
    case 'map':
      return orNull(shape, Object.fromEntries(evaluateEntries(shape.slots, frame)))
    case 'list':
      return orNull(shape, evaluateItems(shape.slots, frame))
  }
}

/** A key below which nothing is printed is null; only the literals `{}` and `[]` are printed as such. */
function orNull(shape: Extract<Shape, { readonly slots: unknown }>, value: object): unknown {
  return isEmpty(value) && shape.slots.length > 0 ? null : value
}

type Entry = readonly [key: string, value: unknown]

function evaluateEntries(slots: readonly Slot[], frame: Frame): readonly Entry[] {
  return resolved(slots, frame).flatMap(([slot, inner]): readonly Entry[] => {
    if (slot.is === 'splice') return Object.entries(evaluateExpression(slot.of, inner) ?? {})
    if (slot.is !== 'entry' || !isThere(slot, inner)) return []
    const key = typeof slot.key === 'string' ? slot.key : evaluateExpression(slot.key, inner)
    return [[asText(key), evaluateValue(slot.value, inner)]]
  })
}

/** The items of a list, or the documents of a file. */
export function evaluateItems(slots: readonly Slot[], frame: Frame): readonly unknown[] {
  return resolved(slots, frame).flatMap(([slot, inner]) => {
    if (slot.is !== 'item' || !isThere(slot, inner)) return []
    const checks = includedChecks(slot.value)
    return checks ? evaluateItems(...within(checks, inner)) : [evaluateValue(slot.value, inner)]
  })
}

/** The checks of a named template that stands among documents. */
export function includedChecks(value: unknown): Include | undefined {
  const isOne = isNode(value) && value['~kind'] === 'include' && value.helper.shape === 'checks'
  return isOne ? value : undefined
}

/** The lines of a block. */
function evaluateLines(slots: readonly Slot[], frame: Frame): readonly string[] {
  return resolved(slots, frame).flatMap(([slot, inner]) => {
    if (slot.is === 'paragraph') return paragraphLines(slot.paragraph, inner)
    return slot.is === 'line' ? [lineText(slot.text, inner)] : []
  })
}

function lineText(line: Text, frame: Frame): string {
  const text = evaluateText(line, frame)
  if (text.includes('\n'))
    throw new Error(`a value breaks this line, so it needs paragraph(): ${text}`)
  return text
}

function paragraphLines({ of, indent }: Paragraph, frame: Frame): readonly string[] {
  const text = evaluateExpression(of, frame)
  if (isEmpty(text)) return []
  const lines = asText(text).replace(/\n$/, '').split('\n')
  return lines.map((line) => `${' '.repeat(indent)}${line}`)
}

/** The indicator `|` keeps one line break at the end. */
function blockText(lines: readonly string[]): string {
  const end = lines.findLastIndex((line) => line !== '') + 1
  return lines
    .slice(0, end)
    .map((line) => `${line}\n`)
    .join('')
}

/** The slots that are left once conditions are decided and loops are run, each with its frame. */
function resolved(slots: readonly Slot[], frame: Frame): readonly (readonly [Slot, Frame])[] {
  return slots.flatMap((slot) => {
    if (slot.is === 'branch') {
      return resolved(holds(slot.condition, frame) ? slot.then : slot.otherwise, frame)
    }
    if (slot.is !== 'loop') return [[slot, frame]]
    return iterations(slot.loop, frame).flatMap((inner) => resolved(slot.body, inner))
  })
}

/** One frame for each entry; templates visit maps in the order of their keys. */
export function iterations({ id, over }: Loop, frame: Frame): readonly Frame[] {
  const collection = evaluateExpression(over, frame) ?? {}
  if (typeof collection !== 'object') throw new Error(`range cannot run over ${String(collection)}`)
  const isList = Array.isArray(collection)
  const schema = loopSchema(over, typesIn(frame))
  const pairs = isList ? Object.entries(collection) : sortedEntries(collection)
  return pairs.map(([key, item]) => ({
    ...frame,
    variables: new Map(frame.variables).set(id, { key, item, schema }),
  }))
}

export const holds = (condition: Expression, frame: Frame): boolean =>
  !isEmpty(evaluateExpression(condition, frame))

/** Whether the conditions hold under which a slot is printed. */
function isThere(slot: Slot, frame: Frame): boolean {
  const alternatives = slotPresence(slot, (of) => isCollection(of, typesIn(frame)))
  return alternatives.some((conjunction) => conjunction.every((one) => holds(one, frame)))
}

const typesIn = ({ input, variables }: Frame): TypeContext => ({
  schema: input.schema,
  loops: variables,
})

/** The value of an expression. */
function evaluateExpression(node: Expression, frame: Frame): unknown {
  switch (node['~kind']) {
    case 'constant':
      return node.value
    case 'value':
      return valueAt(frame.input.values, node.path)
    case 'variable':
      return valueAt(frame.variables.get(node.loop)?.[node.role], node.path)
    case 'argument':
      return valueAt(frame.args[node.name], node.path)
    case 'builtin':
      return builtins[node.path](frame.input)
    case 'call':
      return functions[node.name].evaluate(evaluated(node, frame))
    case 'include':
      return evaluateInclude(node, frame)
    case 'template-file':
      return digestMark
    case 'text':
      return evaluateText(node, frame)
    case 'raw':
      return node.compute(...node.holes.map((hole) => evaluateExpression(hole, frame)))
  }
}

/** Each argument is computed only when the function asks for it. */
function* evaluated({ args }: Call, frame: Frame): Generator<unknown> {
  for (const arg of args) yield evaluateExpression(arg, frame)
}

function evaluateText({ parts }: Text, frame: Frame): string {
  return parts
    .map((part) => (typeof part === 'string' ? part : asText(evaluateExpression(part, frame))))
    .join('')
}

function evaluateInclude(include: Include, frame: Frame): unknown {
  return evaluateValue(include.helper.body, helperFrame(include, frame))
}

/** The checks of a named template, and what they see. */
export function within(checks: Include, frame: Frame): readonly [readonly Slot[], Frame] {
  return [documentSlots(checks.helper.body), helperFrame(checks, frame)]
}

/** What the body of a named template sees. */
function helperFrame({ args }: Include, frame: Frame): Frame {
  const given = Object.entries(args).map(([name, arg]) => [name, evaluateExpression(arg, frame)])
  return { input: frame.input, variables: new Map(), args: Object.fromEntries(given) }
}

/** What lies at a path; like a template, it forgives a missing value, but not one below it. */
function valueAt(from: unknown, path: readonly string[]): unknown {
  return path.reduce<unknown>((value, key) => {
    if (typeof value !== 'object' || value === null)
      throw new Error(`nil pointer evaluating .${key}`)
    return Object.hasOwn(value, key) ? (value as Readonly<Record<string, unknown>>)[key] : undefined
  }, from)
}

const builtins: Readonly<Record<BuiltinPath, (input: RenderInput) => string>> = {
  'Release.Name': ({ release }) => release.name,
  'Release.Namespace': ({ release }) => release.namespace,
  'Release.Service': () => 'Helm',
  Chart: ({ chart }) => chart.name,
  'Chart.Name': ({ chart }) => chart.name,
  'Chart.Version': ({ chart }) => chart.version,
  'Chart.AppVersion': ({ chart }) => chart.appVersion,
}
