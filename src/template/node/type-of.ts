import type { Call, Expression, Helper } from './node.ts'
import { functions } from '../evaluate/functions.ts'
import { commonType, itemSchema, literalType, schemaAt, valueType } from './value-type.ts'
import type { TypeSchema, ValueType } from './value-type.ts'

/** What tells the types of expressions. */
export interface TypeContext {
  /** Schema of the chart's values. */
  readonly schema: TypeSchema
  /** Schema of what each loop around runs over. */
  readonly loops: ReadonlyMap<symbol, { readonly schema: TypeSchema }>
}

/** The type of an expression, from the schema of the values that it reads. */
export function typeOf(node: Expression, context: TypeContext): ValueType {
  switch (node['~kind']) {
    case 'constant':
      return literalType(node.value)
    case 'value':
    case 'variable':
    case 'argument':
      return valueType(schemaOf(node, context))
    case 'call':
      return callType(node, context)
    case 'include':
      return helperType(node.helper)
    case 'raw':
      return node.type
    case 'builtin':
    case 'template-file':
    case 'text':
      return 'string'
  }
}

/** Whether an expression gives a map or a list, which may be empty; a raw or an included one never is. */
export function isCollection(node: Expression, context: TypeContext): boolean {
  if (node['~kind'] === 'raw' || (node['~kind'] === 'argument' && node.included)) return false
  const type = typeOf(node, context)
  return type === 'map' || type === 'list'
}

/** Checks count as text: they stand in no value. */
function helperType({ shape }: Helper): ValueType {
  return shape === 'map' || shape === 'list' ? shape : 'string'
}

function callType(node: Call, context: TypeContext): ValueType {
  const { type } = functions[node.name]
  if (type !== 'argument') return type
  return commonType(passedThrough(node).map((arg) => typeOf(arg, context)))
}

/** The arguments of which a call gives one as it is. */
export function passedThrough(node: Call): readonly Expression[] {
  switch (node.name) {
    case 'and':
    case 'or':
    case 'default':
      return node.args
    case 'ternary':
      return node.args.slice(0, 2)
    case 'required':
      return node.args.slice(1)
    default:
      return []
  }
}

const text: TypeSchema = { type: 'string' }

/** The schema of what an expression gives, where it comes from the values. */
export function schemaOf(node: Expression, context: TypeContext): TypeSchema | undefined {
  switch (node['~kind']) {
    case 'value':
      return schemaAt(context.schema, node.path)
    case 'variable':
      if (node.role === 'key') return text
      return schemaAt(context.loops.get(node.loop)?.schema, node.path)
    case 'argument':
      return node.schema ? schemaAt(node.schema, node.path) : text
    case 'call':
      return passedThrough(node)
        .map((arg) => schemaOf(arg, context))
        .find((schema) => schema !== undefined)
    default:
      return undefined
  }
}

/** The schema of the entries that a loop runs over. */
export function loopSchema(over: Expression, context: TypeContext): TypeSchema {
  return itemSchema(schemaOf(over, context))
}
