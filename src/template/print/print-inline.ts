import { inert } from './inert.ts'
import type { Call, Expression, Text } from '../node/node.ts'
import type { PrintContext } from './print-context.ts'
import { choiceCondition, printExpression, printText } from './print-expression.ts'
import { readsOnly } from '../view/reads-only.ts'

/** What comes behind a piece of running text. */
type Next = 'end' | 'action'

/** An expression within running text: the body of a helper, a line of a configuration file. */
export function printInline(node: Expression, context: PrintContext, next: Next = 'end'): string {
  if (node['~kind'] === 'constant') return inert(String(node.value), next)
  if (node['~kind'] === 'text') return printParts(node, context, next)
  const choice = node['~kind'] === 'call' && node.name === 'ternary'
  return choice ? printChoice(node, context) : `{{ ${printText(node, context)} }}`
}

function printParts({ parts }: Text, context: PrintContext, next: Next): string {
  const last = parts.length - 1
  return parts
    .map((part, i) => {
      const follows = i < last ? 'action' : next
      return typeof part === 'string' ? inert(part, follows) : printInline(part, context, follows)
    })
    .join('')
}

/** `choose` in running text: people write an `if` there. */
function printChoice({ args: [yes, no, test] }: Call, context: PrintContext): string {
  const condition = choiceCondition(test)
  if (!yes || !no || !condition) throw new Error('ternary takes two values and a condition')
  const asWith = readsOnly(yes, condition)
  const inner = asWith ? { ...context, dot: condition } : context
  const open = `{{ ${asWith ? 'with' : 'if'} ${printExpression(condition, context)} }}`
  const otherwise = printInline(no, context, 'action')
  return `${open}${printInline(yes, inner, 'action')}${otherwise && `{{ else }}${otherwise}`}{{ end }}`
}
