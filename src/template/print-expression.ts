import { functions } from './functions.ts'
import { inert } from './inert.ts'
import type { Call, Expression, Helper, Include, Text } from './node.ts'
import { isNode } from './node.ts'
import { walk } from './walk.ts'
import { itemSchema, schemaAt, type TypeSchema, type ValueType, valueType } from './value-type.ts'

/** What the printer knows at a place of a template. */
export interface PrintContext {
  /** Schema of the chart's values. */
  readonly schema: TypeSchema
  /** The loops around this place: names and schema of what they bind. */
  readonly loops: ReadonlyMap<symbol, LoopNames>
  /** What `.` is here: the root, something else, or one expression inside `with`. */
  readonly dot: 'root' | 'other' | Expression
  /** Conditions that are known to hold at this place, since it stands below them. */
  readonly holds: readonly Expression[]
  /** Inside a helper that takes arguments, the root is one of them. */
  readonly parametric: boolean
}

/** The variables that a loop declares. */
export interface LoopNames {
  readonly key: string
  readonly item: string
  readonly schema: TypeSchema
}

/** The same expression, node for node. */
export function sameExpression(a: unknown, b: unknown): boolean {
  if (Object.is(a, b)) return true
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false
  const keys = Object.keys(a)
  return (
    keys.length === Object.keys(b).length &&
    keys.every((key) => sameExpression(a[key as keyof typeof a], b[key as keyof typeof b]))
  )
}

/** An expression as it stands between `{{` and `}}`. */
export function printExpression(node: Expression, context: PrintContext): string {
  if (typeof context.dot === 'object' && sameExpression(node, context.dot)) return '.'
  switch (node['~kind']) {
    case 'constant':
      return goLiteral(node.value)
    case 'value':
      return member(`${rootPrefix(context)}.Values`, node.path)
    case 'builtin':
      return `${rootPrefix(context)}.${node.path}`
    case 'argument':
      return member(`${dollar(context)}.${node.name}`, node.path)
    case 'variable': {
      const names = context.loops.get(node.loop)
      if (!names) throw new Error('a loop variable is used outside its loop')
      return member(`$${names[node.role]}`, node.path)
    }
    case 'call':
      return printCall(node, context)
    case 'include':
      return printInclude(node, context)
    case 'template-file':
      return `include (print ${rootPrefix(context)}.Template.BasePath ${goLiteral(`/${node.name}`)}) ${root(context)}`
    case 'text':
      return printFormat(node, context)
    case 'raw':
      return node.strings.map((part, i) => part + (node.holes[i] ? operandText(node.holes[i], context) : '')).join('')
  }
}

/** The name of the root where `.` may stand for something else. */
const dollar = ({ dot }: PrintContext): string => (dot === 'root' ? '' : '$')
const rootPrefix = (context: PrintContext): string => `${dollar(context)}${context.parametric ? '.root' : ''}`
const root = (context: PrintContext): string => rootPrefix(context) || '.'

const identifier = /^[A-Za-z_][A-Za-z0-9_]*$/

function member(base: string, path: readonly string[]): string {
  return path.reduce(
    (from, key) => (identifier.test(key) ? `${from}.${key}` : `(index ${from} ${goLiteral(key)})`),
    base,
  )
}

/** JSON strings are Go strings, but for lone surrogates, which no values file can hold. */
function goLiteral(value: string | number | boolean): string {
  return JSON.stringify(value)
}

/** An expression as an argument: in parentheses unless it is one word. */
function operandText(node: Expression, context: PrintContext): string {
  const text = printExpression(node, context)
  return /^["(]/.test(text) && isAtom(node) ? text : / /.test(text) && !isAtom(node) ? `(${text})` : text
}

const isAtom = (node: Expression): boolean =>
  ['constant', 'value', 'variable', 'argument', 'builtin'].includes(node['~kind'])

function printCall(node: Call, context: PrintContext): string {
  const fn = functions[node.name]
  if (node.name === 'ternary') return printTernary(node, context)
  const args = fn?.casts ? node.args.map((arg) => castOperand(arg, context)) : node.args.map((arg) => operandText(arg, context))
  const last = node.args.at(-1)
  if (!fn?.piped || !last) return [node.name, ...args].join(' ')
  const piped = ['call', 'include', 'template-file', 'text'].includes(last['~kind'])
  return `${piped ? printExpression(last, context) : args.at(-1)} | ${[node.name, ...args.slice(0, -1)].join(' ')}`
}

/** `ternary` takes a boolean alone; anything else is asked whether it is empty. */
function printTernary(node: Call, context: PrintContext): string {
  const [yes, no, test] = node.args
  const condition = choiceCondition(test)
  if (!yes || !no || !test || !condition) throw new Error('ternary takes two values and a condition')
  const asked = typeOf(condition, context) === 'boolean' ? condition : test
  return ['ternary', ...[yes, no, asked].map((arg) => operandText(arg, context))].join(' ')
}

function castOperand(node: Expression, context: PrintContext): string {
  const text = operandText(node, context)
  return isFloat(node, context) ? `(int64 ${text})` : text
}

/** Integers of the values are floats in templates; those that a function computes are not. */
function isFloat(node: Expression, context: PrintContext): boolean {
  if (typeOf(node, context) !== 'integer') return false
  return node['~kind'] !== 'constant' && (node['~kind'] !== 'call' || functions[node.name]?.type === 'argument')
}

function printInclude(node: Include, context: PrintContext): string {
  const names = Object.keys(node.args)
  if (node.helper.parameters.length === 0) return `include ${goLiteral(node.helper.name)} ${root(context)}`
  const args = names.map((name) => `${goLiteral(name)} ${operandText(node.args[name] as Expression, context)}`)
  const withRoot = readsRoot(node.helper) ? [`"root" ${root(context) === '.' ? '$' : root(context)}`, ...args] : args
  return `include ${goLiteral(node.helper.name)} (dict ${withRoot.join(' ')})`
}

/** A helper with arguments gets the root only if it reads values or built-in objects. */
function readsRoot(helper: Helper): boolean {
  return [...walk(helper.body)].some((node) => ['value', 'builtin', 'include'].includes(node['~kind']))
}

function printFormat(node: Text, context: PrintContext): string {
  const only = node.parts[0]
  if (node.parts.length === 1 && only !== undefined) {
    return typeof only === 'string' ? goLiteral(only) : unquoted(only, context)
  }
  const format = node.parts
    .map((part) => (typeof part === 'string' ? part.replaceAll('%', '%%') : typeOf(part, context) === 'string' ? '%s' : '%v'))
    .join('')
  const args = node.parts.filter((part): part is Expression => isNode(part)).map((part) => castOperand(part, context))
  return ['printf', goLiteral(format), ...args].join(' ')
}

/** The type of an expression, from the schema of the values that it reads. */
export function typeOf(node: Expression, context: PrintContext): ValueType {
  switch (node['~kind']) {
    case 'constant':
      return typeof node.value === 'number' ? 'integer' : (typeof node.value as 'string' | 'boolean')
    case 'value':
      return valueType(schemaAt(context.schema, node.path))
    case 'variable':
      return node.role === 'key' ? 'string' : valueType(schemaAt(context.loops.get(node.loop)?.schema, node.path))
    case 'call': {
      const type = functions[node.name]?.type ?? 'any'
      const subject = node.name === 'ternary' ? node.args[0] : node.args.at(-1)
      return type === 'argument' ? (subject ? typeOf(subject, context) : 'any') : type
    }
    case 'include':
      return node.helper.shape === 'map' ? 'map' : 'string'
    case 'raw':
      return node.type
    default:
      return 'string'
  }
}

/** The schema of the entries that a loop runs over. */
export function loopSchema(over: Expression, context: PrintContext): TypeSchema {
  if (over['~kind'] === 'value') return itemSchema(schemaAt(context.schema, over.path))
  if (over['~kind'] === 'variable') return itemSchema(schemaAt(context.loops.get(over.loop)?.schema, over.path))
  return {}
}

/** An expression within running text: the body of a helper, a line of a configuration file. */
export function printInline(node: Expression | string, context: PrintContext): string {
  if (typeof node === 'string') return inert(node)
  if (node['~kind'] === 'constant') return inert(String(node.value))
  if (node['~kind'] === 'text') return node.parts.map((part) => printInline(part, context)).join('')
  if (node['~kind'] === 'call' && node.name === 'ternary') return printInlineChoice(node, context)
  return `{{ ${unquoted(node, context)} }}`
}

/** An expression as text without quotes: integers as integers, everything else as it is. */
export function unquoted(node: Expression, context: PrintContext): string {
  const text = printExpression(node, context)
  const type = typeOf(node, context)
  if (isFloat(node, context)) return `${text} | int64`
  return type === 'number' ? `${text} | toJson` : text
}

function printInlineChoice(node: Call, context: PrintContext): string {
  const [yes, no, test] = node.args
  const condition = choiceCondition(test)
  if (!yes || !no || !condition) throw new Error('ternary takes two values and a condition')
  const asWith = readsOnly(yes, condition)
  const inner: PrintContext = asWith ? { ...context, dot: condition } : context
  const otherwise = printInline(no, context)
  const tail = otherwise === '' ? '' : `{{ else }}${otherwise}`
  return `{{ ${asWith ? 'with' : 'if'} ${printExpression(condition, context)} }}${printInline(yes, inner)}${tail}{{ end }}`
}

/** `choose` asks `not (empty condition)`; people write the condition itself. */
function choiceCondition(test: Expression | undefined): Expression | undefined {
  const empty = test?.['~kind'] === 'call' && test.name === 'not' ? test.args[0] : undefined
  return empty?.['~kind'] === 'call' && empty.name === 'empty' ? empty.args[0] : undefined
}

/** Everything that a part of a template reads is this one expression, so that `with` suits it. */
export function readsOnly(part: unknown, expression: Expression): boolean {
  if (expression['~kind'] === 'call' && functions[expression.name]?.type === 'boolean') return false
  if (expression['~kind'] === 'call' && ['and', 'or'].includes(expression.name)) return false
  let found = false
  const covered = (node: unknown): boolean => {
    if (sameExpression(node, expression)) return (found = true)
    if (!isNode(node)) return typeof node !== 'object' || node === null || Object.values(node).every(covered)
    if (node['~kind'] === 'constant' || node['~kind'] === 'comment') return true
    if (node['~kind'] === 'text') return node.parts.every(covered)
    if (node['~kind'] === 'call') return node.args.every(covered)
    return false
  }
  return covered(part) && found
}
