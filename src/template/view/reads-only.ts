import { functions } from '../evaluate/functions.ts'
import { type Expression, isNode } from '../node/node.ts'
import { sameExpression } from './same-expression.ts'

/** Everything that a part of a template reads is this one expression, so that `with` suits it. */
export function readsOnly(part: unknown, expression: Expression): boolean {
  if (!isSubject(expression)) return false
  let found = false
  const covered = (node: unknown): boolean => {
    if (typeof node !== 'object' || node === null) return true
    if (sameExpression(node, expression)) return (found = true)
    if (!isNode(node)) return Object.values(node).every(covered)
    switch (node['~kind']) {
      case 'constant':
      case 'comment':
        return true
      case 'text':
      case 'mapping':
        return node.parts.every(covered)
      case 'call':
        return node.args.every(covered)
      default:
        return false
    }
  }
  return covered(part) && found
}

/** A boolean is asked, not used. */
function isSubject(expression: Expression): boolean {
  if (expression['~kind'] !== 'call') return true
  const { name } = expression
  return functions[name].type !== 'boolean' && name !== 'and' && name !== 'or'
}
