import { functions } from '../evaluate/functions.ts'
import { goLiteral } from './go-literal.ts'
import { goJson } from '../evaluate/go-text.ts'
import type { Argument, Call, Expression, Include, Raw, Text, Variable } from '../node/node.ts'
import { givenTo, helperName, readsRoot } from './helper-call.ts'
import type { PrintContext } from './print-context.ts'
import { printPath, printRoot, printScope, rootPrefix } from './print-path.ts'
import { sameExpression } from '../view/same-expression.ts'
import { isFloat, textFilter } from './text-filter.ts'
import { typeOf } from '../node/type-of.ts'
import { commonType, type ValueType } from '../node/value-type.ts'

/** An expression as it stands between `{{` and `}}`. */
export function printExpression(node: Expression, context: PrintContext): string {
  if (isDot(node, context)) return '.'
  switch (node['~kind']) {
    case 'constant':
      return goLiteral(node.value)
    case 'value':
      return printPath(`${rootPrefix(context)}.Values`, node.path)
    case 'builtin':
      return `${rootPrefix(context)}.${node.path}`
    case 'argument':
      return printArgument(node, context)
    case 'variable':
      return printVariable(node, context)
    case 'call':
      return printCall(node, context)
    case 'include':
      return printInclude(node, context)
    case 'template-file': {
      const path = `print ${rootPrefix(context)}.Template.BasePath ${goLiteral(`/${node.name}`)}`
      return `include (${path}) (omit ${printRoot(context)} "Chart")`
    }
    case 'text':
      return printFormat(node, context)
    case 'raw':
      return printRaw(node, context)
  }
}

function printArgument({ name, path }: Argument, context: PrintContext): string {
  const scope = printScope(context)
  if (context.given === 'dict') return printPath(`${scope}.${name}`, path)
  return path.length === 0 ? scope || '.' : printPath(scope, path)
}

const isDot = (node: Expression, { dot }: PrintContext): boolean =>
  typeof dot === 'object' && sameExpression(node, dot)

/** An expression as an argument: in parentheses unless it is one word. */
export function printOperand(node: Expression, context: PrintContext): string {
  const printed = printExpression(node, context)
  return isWord(node) || !printed.includes(' ') ? printed : `(${printed})`
}

/** Printed as one word, though a literal or a path may have blanks in it. */
function isWord(node: Expression): boolean {
  if (node['~kind'] === 'variable') return node.role === 'item'
  return node['~kind'] === 'constant' || node['~kind'] === 'value' || node['~kind'] === 'argument'
}

/** The text of an expression, as a pipeline. */
export function printText(node: Expression, context: PrintContext): string {
  const filter = textFilter(node, context)
  return `${printExpression(node, context)}${filter ? ` | ${filter}` : ''}`
}

function printFiltered(
  node: Expression,
  filter: string | undefined,
  context: PrintContext,
): string {
  const operand = printOperand(node, context)
  return filter ? `(${filter} ${operand})` : operand
}

function printVariable({ loop, role, path }: Variable, context: PrintContext): string {
  const names = context.loops.get(loop)
  if (!names) throw new TypeError('a loop variable is used outside its loop')
  if (role === 'item') return printPath(`$${names.item}`, path)
  return names.textKeys ? `$${names.key}` : `toString $${names.key}`
}

function printRaw({ strings, holes }: Raw, context: PrintContext): string {
  const printed = holes.map((hole) => printOperand(hole, context))
  return strings.map((part, i) => `${part}${printed[i] ?? ''}`).join('')
}

function printCall(node: Call, context: PrintContext): string {
  const { compares, piped } = functions[node.name]
  if (compares) return [node.name, ...printCompared(node, context)].join(' ')
  const args = node.name === 'ternary' ? withoutDoubt(node.args, context) : node.args
  const last = piped ? args.at(-1) : undefined
  const others = (last ? args.slice(0, -1) : args).map((arg) => printOperand(arg, context))
  const call = [node.name, ...others].join(' ')
  return last ? `${printExpression(last, context)} | ${call}` : call
}

/** `ternary` wants a boolean: `not (empty x)`, or just `x` where it is one. */
function withoutDoubt(args: readonly Expression[], context: PrintContext): readonly Expression[] {
  const condition = choiceCondition(args[2])
  if (!condition || typeOf(condition, context) !== 'boolean') return args
  return [...args.slice(0, 2), condition]
}

/** The `x` of `not (empty x)`. */
export function choiceCondition(test: Expression | undefined): Expression | undefined {
  const [empty] = test?.['~kind'] === 'call' && test.name === 'not' ? test.args : []
  return empty?.['~kind'] === 'call' && empty.name === 'empty' ? empty.args[0] : undefined
}

/** Both sides of a comparison in one type of Go, since it compares an integer with no float. */
function printCompared({ name, args }: Call, context: PrintContext): readonly string[] {
  const common = commonType(args.map((arg) => typeOf(arg, context)))
  const type = (name === 'gt' || name === 'lt') && common === 'any' ? 'number' : common
  return args.map((arg) => {
    if (arg['~kind'] === 'constant') return comparedLiteral(arg.value, type)
    return printFiltered(arg, comparisonFilter(arg, type), context)
  })
}

function comparisonFilter(node: Expression, type: ValueType): string | undefined {
  if (type === 'string' || type === 'boolean') return undefined
  if (type === 'integer') return isFloat(node) ? 'int64' : undefined
  if (type !== 'number') return 'toJson'
  const isNumber = node['~kind'] === 'call' && node.name === 'float64'
  return isNumber ? undefined : 'float64'
}

function comparedLiteral(value: string | number | boolean, type: ValueType): string {
  const literal = goLiteral(value)
  if (type === 'any') return goLiteral(goJson(value))
  return type === 'number' && /^-?\d+$/.test(literal) ? `${literal}.0` : literal
}

function printInclude({ helper, args }: Include, context: PrintContext): string {
  const name = goLiteral(helperName(helper, context))
  const root = printRoot(context)
  if (helper.parameters.length === 0) return `include ${name} ${root}`
  const [only] = Object.values(args)
  if (only && givenTo(helper) === 'argument')
    return `include ${name} ${printOperand(only, context)}`
  const given = Object.entries(args).map(([key, arg]) => `"${key}" ${printOperand(arg, context)}`)
  const passed = readsRoot(helper) ? [`"root" ${root === '.' ? '$' : root}`, ...given] : given
  return `include ${name} (dict ${passed.join(' ')})`
}

/** Text as one expression. */
function printFormat({ parts }: Text, context: PrintContext): string {
  const [only] = parts
  if (parts.length === 1 && isPlainString(only, context)) return printExpression(only, context)
  const format = parts.map((part) =>
    typeof part === 'string' ? part.replaceAll('%', '%%') : verb(part, context),
  )
  const args = parts
    .filter((part) => typeof part !== 'string')
    .map((part) => printFiltered(part, textFilter(part, context), context))
  return ['printf', goLiteral(format.join('')), ...args].join(' ')
}

const isPlainString = (
  part: string | Expression | undefined,
  context: PrintContext,
): part is Expression => typeof part === 'object' && typeOf(part, context) === 'string'

function verb(node: Expression, context: PrintContext): string {
  const type = typeOf(node, context)
  return type === 'integer' ? '%d' : type === 'boolean' ? '%t' : '%s'
}
