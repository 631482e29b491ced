import type { Constant, Expression, Text } from './node.ts'
import { isExpression, nameOf } from './node.ts'
import type { Expr } from './templated.ts'

/** An expression, or the literal in its place. */
export type Operand<T> = Expr<T> | T

/** The node of an operand: literals become constants. */
export function operand(value: Operand<unknown>): Expression {
  if (isExpression(value)) return value
  if (isLiteral(value)) return constant(value)
  throw new TypeError(`${nameOf(value)} cannot be an operand of a template expression`)
}

function constant(value: Constant['value']): Constant {
  return Object.freeze({ '~kind': 'constant', value })
}

const isLiteral = (value: unknown): value is Constant['value'] =>
  typeof value === 'string' || typeof value === 'boolean' || Number.isFinite(value)

/** Text with expressions in it: text`${release.name}-orders`. */
export function text(
  strings: TemplateStringsArray,
  ...holes: readonly Operand<string | number | boolean>[]
): Expr<string> {
  const { parts } = textOf(strings.flatMap((part, i) => [part, ...holes.slice(i, i + 1)]))
  const [first = ''] = parts
  return parts.length < 2 && typeof first === 'string' ? constant(first) : textOf(parts)
}

/** Text out of literals and expressions, in its normal form: nothing empty, nothing nested. */
export function textOf(parts: readonly Operand<string | number | boolean>[]): Text {
  const result: (string | Expression)[] = []
  for (const part of parts.flatMap(flattened)) {
    const last = result.at(-1)
    if (typeof part === 'string' && typeof last === 'string') result.splice(-1, 1, last + part)
    else if (part !== '') result.push(part)
  }
  return Object.freeze({ '~kind': 'text', parts: Object.freeze(result) })
}

function flattened(part: Operand<string | number | boolean>): readonly (string | Expression)[] {
  const node = operand(part)
  if (node['~kind'] === 'constant') return [String(node.value)]
  return node['~kind'] === 'text' ? node.parts : [node]
}
