import type { Expression } from './node.ts'
import { type PrintContext, sameExpression } from './print-expression.ts'

/** A condition that holds already, because this place stands below it. */
export function isKnown(condition: Expression, { holds }: PrintContext): boolean {
  return holds.some((one) => sameExpression(one, condition))
}

/** The context below a condition: it holds there, and so does each part of an `and`. */
export function below(condition: Expression, context: PrintContext): PrintContext {
  const parts = condition['~kind'] === 'call' && condition.name === 'and' ? condition.args : []
  return { ...context, holds: [...context.holds, condition, ...parts] }
}
