import { functions } from '../evaluate/functions.ts'
import { type Expression, nameOf } from '../node/node.ts'
import { schemaOf, type TypeContext, typeOf } from '../node/type-of.ts'

/**
 * What an expression must go through so that it prints as text: templates print the numbers of the
 * values as floats, 10000000 as `1e+07`. Undefined where nothing is needed.
 */
export function textFilter(node: Expression, context: TypeContext): string | undefined {
  const type = typeOf(node, context)
  if (type === 'integer') return isFloat(node) ? 'int64' : undefined
  if (type === 'number') return 'toJson'
  if (type === 'map' || type === 'list') throw misplaced(node, `is a ${type}`)
  const types = type === 'any' ? schemaOf(node, context)?.type : undefined
  if (types !== undefined) throw misplaced(node, `may be ${[types].flat().join(' or ')}`)
  return undefined
}

function misplaced(node: Expression, what: string): TypeError {
  const name = 'path' in node ? [node.path].flat().join('.') : nameOf(node)
  return new TypeError(`${name} ${what}: it cannot stand in a text`)
}

/** Whether an integer is a float in templates, as those of the values are. */
export function isFloat(node: Expression): boolean {
  if (node['~kind'] === 'call') return functions[node.name].type !== 'integer'
  return node['~kind'] !== 'constant'
}
