import { blockIsSafe, key as yamlKey, scalar } from '../yaml/scalar.ts'
import { inert } from './inert.ts'
import type { Block, BlockLine, Expression, Helper, Loop } from './node.ts'
import { isExpression, isNode } from './node.ts'
import { below, isKnown } from './known.ts'
import { plainText } from './plain-text.ts'
import { anyOf, presence } from './presence.ts'
import {
  loopSchema,
  type LoopNames,
  type PrintContext,
  printExpression,
  printInline,
  readsOnly,
  typeOf,
  unquoted,
} from './print-expression.ts'
import { itemSlots, joined, listSlots, mappingSlots, type Slot, type SlotBranch } from './slot.ts'
import type { TypeSchema } from './value-type.ts'
import { walk } from './walk.ts'

/** Prints the documents of one template file; text before the first one is the caller's. */
export function printDocuments(documents: readonly unknown[], schema: TypeSchema): string {
  const slots = joined(documents.flatMap(itemSlots))
  let first = true
  const lines = printSlots(slots, 0, rootContext(schema), (value, context) => {
    const rule = first && context.loops.size === 0 ? [] : ['---']
    first = false
    if (isExpression(value) && isFailure(value)) return [`{{- ${printExpression(value, context)} }}`]
    return [...rule, ...printDocument(value, context)]
  })
  return `${lines.join('\n')}\n`
}

const isFailure = (value: Expression): boolean => value['~kind'] === 'call' && value.name === 'fail'

function printDocument(value: unknown, context: PrintContext): readonly string[] {
  if (isExpression(value)) return [`{{ toYaml ${argument(value, context)} }}`]
  return printSlots(mappingSlots(value), 0, context, unexpectedItem)
}

/** Prints one named template of `_helpers.tpl`. */
export function printHelper(helper: Helper, schema: TypeSchema): string {
  const context = { ...rootContext(schema), parametric: helper.parameters.length > 0 }
  const body =
    helper.shape === 'text'
      ? [printInline(helper.body as Expression, context)] // the body of a text helper is an expression
      : printSlots(mappingSlots(helper.body), 0, context, unexpectedItem)
  return [`{{/*`, helper.comment, `*/}}`, `{{- define "${helper.name}" -}}`, ...body, `{{- end }}`, ''].join('\n')
}

/** The context at the top of a file. */
export function rootContext(schema: TypeSchema): PrintContext {
  return { schema, loops: new Map(), dot: 'root', holds: [], parametric: false }
}

function unexpectedItem(): never {
  throw new Error('a list item cannot stand in a map')
}

type PrintItem = (value: unknown, context: PrintContext) => readonly string[]

function printSlots(slots: readonly Slot[], indent: number, context: PrintContext, item: PrintItem): readonly string[] {
  return slots.flatMap((slot) => printSlot(slot, indent, context, item))
}

function printSlot(slot: Slot, indent: number, context: PrintContext, item: PrintItem): readonly string[] {
  const pad = ' '.repeat(indent)
  switch (slot.is) {
    case 'entry':
      return printEntry(slot.key, slot.value, indent, context)
    case 'item':
      return item(slot.value, context)
    case 'comment':
      return slot.text.split('\n').map((line) => `${pad}# ${inert(line)}`.trimEnd())
    case 'splice':
      return printSplice(slot.of, indent, context)
    case 'branch':
      if (isKnown(slot.condition, context)) return printSlots(slot.then, indent, context, item)
      return [...printBranch(slot, indent, context, item), `${pad}{{- end }}`]
    case 'loop':
      return printLoop(slot.loop, slot.body, indent, context, item)
  }
}

function printBranch(slot: SlotBranch, indent: number, context: PrintContext, item: PrintItem, word = ''): readonly string[] {
  const pad = ' '.repeat(indent)
  const asWith = word === '' && slot.otherwise.length === 0 && readsOnly(slot.then, slot.condition)
  const known = below(slot.condition, context)
  const inner: PrintContext = asWith ? { ...known, dot: slot.condition } : known
  const open = `${pad}{{- ${word}${asWith ? 'with' : 'if'} ${printExpression(slot.condition, context)} }}`
  const [first, ...more] = slot.otherwise
  const only = first && (guardOf(first, context) ?? first)
  const then = printSlots(slot.then, indent, inner, item)
  if (only?.is === 'branch' && more.length === 0) return [open, ...then, ...printBranch(only, indent, context, item, 'else ')]
  const otherwise = only ? [`${pad}{{- else }}`, ...printSlots(slot.otherwise, indent, context, item)] : []
  return [open, ...then, ...otherwise]
}

function printLoop(loop: Loop, body: readonly Slot[], indent: number, context: PrintContext, item: PrintItem): readonly string[] {
  const pad = ' '.repeat(indent)
  const [open, inner] = openLoop(loop, context)
  return [`${pad}${open}`, ...printSlots(body, indent, inner, item), `${pad}{{- end }}`]
}

/** The `range` action of a loop, and the context inside. */
function openLoop(loop: Loop, context: PrintContext): readonly [string, PrintContext] {
  const names = loopNames(loop, context)
  const loops = new Map(context.loops).set(loop.id, names)
  const over = printExpression(loop.over, context)
  const variables = usesKey(loop) ? `$${names.key}, $${names.item}` : `$${names.item}`
  return [`{{- range ${variables} := ${over} }}`, { ...context, loops, dot: 'other' }]
}

function usesKey(loop: Loop): boolean {
  return [...walk([loop.key, loop.body])].some(
    (node) => node['~kind'] === 'variable' && node.loop === loop.id && node.role === 'key',
  )
}

/** `volumes` gives `$name, $volume`; an inner loop gets other names than those around it. */
function loopNames(loop: Loop, context: PrintContext): LoopNames {
  const path = 'path' in loop.over && Array.isArray(loop.over.path) ? loop.over.path : []
  const taken = new Set([...context.loops.values()].flatMap(({ key, item }) => [key, item]))
  const free = (name: string): string => (taken.has(name) ? free(`inner${name[0]?.toUpperCase()}${name.slice(1)}`) : name)
  const list = typeOf(loop.over, context) === 'list'
  return { key: free(list ? 'index' : 'name'), item: free(singular(path.at(-1) ?? '')), schema: loopSchema(loop.over, context) }
}

function singular(plural: string): string {
  if (!/^[a-z][A-Za-z0-9]*s$/.test(plural)) return 'value'
  return plural.endsWith('ies') ? `${plural.slice(0, -3)}y` : plural.slice(0, -1)
}

function printEntry(key: string | Expression, value: unknown, indent: number, context: PrintContext): readonly string[] {
  const guard = guardOf({ is: 'entry', key, value }, context)
  if (guard) return printSlot(guard, indent, context, unexpectedItem)
  return printField(fieldKey(key, context), value, indent, context)
}

/** An entry that may come out empty, under the condition that it does not; undefined for any other. */
function guardOf(slot: Slot, context: PrintContext): SlotBranch | undefined {
  const present = slot.is === 'entry' ? presence(slot.value, context) : true
  if (present === true) return undefined
  const condition = anyOf(present)
  return isKnown(condition, context) ? undefined : { is: 'branch', condition, then: [slot], otherwise: [] }
}

function fieldKey(key: string | Expression, context: PrintContext): string {
  return typeof key === 'string' ? inert(yamlKey(key)) : `{{ ${quoted(key, context)} }}`
}

function printField(key: string, value: unknown, indent: number, context: PrintContext): readonly string[] {
  const pad = ' '.repeat(indent)
  const inline = inlineValue(value, context)
  if (inline !== undefined) return [`${pad}${key}: ${inline}`]
  const block = asBlock(value)
  if (block) return [`${pad}${key}: |${block.chomp}`, ...printBlock(block.lines, indent + 2, context)]
  return [`${pad}${key}:`, ...printNested(value, indent + 2, context)]
}

function printNested(value: unknown, indent: number, context: PrintContext): readonly string[] {
  const pad = ' '.repeat(indent)
  if (isExpression(value)) return [`${pad}{{- ${yamlOf(value, indent, context)} }}`]
  if (Array.isArray(value)) return printSlots(listSlots(value), indent, context, (one, inner) => printItem(one, indent, inner))
  return printSlots(mappingSlots(value), indent, context, unexpectedItem)
}

function printItem(value: unknown, indent: number, context: PrintContext): readonly string[] {
  const pad = ' '.repeat(indent)
  const inline = inlineValue(value, context)
  if (inline !== undefined) return [`${pad}- ${inline}`]
  if (isExpression(value)) return [`${pad}- {{- ${yamlOf(value, indent + 2, context)} }}`]
  const block = asBlock(value)
  if (block) return [`${pad}- |${block.chomp}`, ...printBlock(block.lines, indent + 2, context)]
  const [first, ...rest] = printNested(value, indent + 2, context)
  if (first === undefined) throw new Error('a list item is empty')
  const startsWithAction = first.trimStart().startsWith('{{-')
  return startsWithAction ? [`${pad}-`, first, ...rest] : [`${pad}- ${first.trimStart()}`, ...rest]
}

/** Entries of a free-form map, or of a helper, among those of a map. */
function printSplice(of: Expression, indent: number, context: PrintContext): readonly string[] {
  const pad = ' '.repeat(indent)
  const line = (inner: PrintContext): string => `${pad}{{- ${yamlOf(of, indent, inner)} }}`
  if (presence(of, context) === true || context.dot === of) return [line(context)]
  return [`${pad}{{- with ${printExpression(of, context)} }}`, line({ ...context, dot: of }), `${pad}{{- end }}`]
}

function yamlOf(of: Expression, indent: number, context: PrintContext): string {
  const tail = indent === 0 ? '' : ` | nindent ${indent}`
  if (of['~kind'] === 'include') return `${printExpression(of, context)}${tail}`
  return `toYaml ${argument(of, context)}${tail === '' ? ' | nindent 0' : tail}`
}

function argument(of: Expression, context: PrintContext): string {
  const text = printExpression(of, context)
  return text.includes(' ') ? `(${text})` : text
}

/** A value that fits behind its key on one line; undefined for maps, lists and blocks. */
function inlineValue(value: unknown, context: PrintContext): string | undefined {
  if (isExpression(value)) {
    const type = typeOf(value, context)
    return type === 'map' || type === 'list' ? undefined : inlineExpression(value, context)
  }
  if (typeof value === 'string') return asBlock(value) ? undefined : inert(scalar(value))
  if (typeof value === 'number' || typeof value === 'boolean') return String(value)
  if (Array.isArray(value)) return value.length === 0 ? '[]' : undefined
  if (isNode(value)) return undefined
  if (typeof value === 'object' && value !== null) {
    return Object.values(value).every((field) => field === undefined) ? '{}' : undefined
  }
  throw new TypeError(`${String(value)} cannot stand in a manifest`)
}

function inlineExpression(value: Expression, context: PrintContext): string {
  const type = typeOf(value, context)
  if (type === 'string') {
    if (plainText(value)) return printInline(value, context)
    return `{{ ${quoted(value, context)} }}`
  }
  if (type === 'any' || type === 'number') return `{{ ${printExpression(value, context)} | toJson }}`
  return `{{ ${unquoted(value, context)} }}`
}

function quoted(value: Expression, context: PrintContext): string {
  return `${printExpression(value, context)} | quote`
}

interface BlockText {
  readonly lines: readonly BlockLine[]
  readonly chomp: '' | '-'
}

function asBlock(value: unknown): BlockText | undefined {
  if (isNode(value)) return value['~kind'] === 'block' ? { lines: (value as Block).lines, chomp: '' } : undefined
  if (typeof value !== 'string' || !value.includes('\n') || !blockIsSafe(value)) return undefined
  const ends = value.endsWith('\n')
  const lines = (ends ? value.slice(0, -1) : value).split('\n').map((line) => (line === '' ? [] : [line]))
  return { lines, chomp: ends ? '' : '-' }
}

function printBlock(lines: readonly BlockLine[], indent: number, context: PrintContext): readonly string[] {
  return lines.flatMap((line) => printBlockLine(line, indent, context))
}

function printBlockLine(line: BlockLine, indent: number, context: PrintContext): readonly string[] {
  const pad = ' '.repeat(indent)
  if (!isNode(line)) {
    const text = (line as readonly (string | Expression)[]).map((part) => printInline(part, context)).join('')
    return [text === '' ? '' : `${pad}${text}`]
  }
  switch (line['~kind']) {
    case 'paragraph':
      return [
        `${pad}{{- with ${printExpression(line.of, context)} }}`,
        `${pad}{{- . | nindent ${indent} }}`,
        `${pad}{{- end }}`,
      ]
    case 'loop': {
      const [open, inner] = openLoop(line, context)
      return [`${pad}${open}`, ...printBlock((line.body as Block).lines, indent, inner), `${pad}{{- end }}`]
    }
    case 'branch': {
      const otherwise = line.otherwise
        ? [`${pad}{{- else }}`, ...printBlock((line.otherwise as Block).lines, indent, context)]
        : []
      const open = `${pad}{{- if ${printExpression(line.condition, context)} }}`
      return [open, ...printBlock((line.then as Block).lines, indent, context), ...otherwise, `${pad}{{- end }}`]
    }
  }
}
