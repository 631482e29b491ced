import { and, not, or } from './expression.ts'
import type { Expression } from './node.ts'
import { sameExpression } from './same-expression.ts'

/** Conditions that hold together. */
export type Conjunction = readonly Expression[]

/** When something is there: one of the conjunctions must hold. */
export type Alternatives = readonly Conjunction[]

/** There, whatever the values are. */
export const always: Alternatives = [[]]

/** Never there. */
export const never: Alternatives = []

/** Whether nothing need hold. */
export const isAlways = (alternatives: Alternatives): boolean =>
  alternatives.some((conjunction) => conjunction.length === 0)

/** The same under one more condition. */
export function under(condition: Expression, alternatives: Alternatives): Alternatives {
  return alternatives.map((conjunction) => [...conjunctsOf(condition), ...conjunction])
}

/** The conditions that a condition is made of: all of them hold while it holds. */
export function conjunctsOf(condition: Expression): Conjunction {
  if (condition['~kind'] !== 'call') return [condition]
  if (condition.name === 'and') return condition.args.flatMap(conjunctsOf)
  const [inner] = condition.args
  if (condition.name !== 'not' || inner?.['~kind'] !== 'call') return [condition]
  if (inner.name === 'not') return inner.args.flatMap(conjunctsOf)
  return inner.name === 'or' ? inner.args.flatMap((one) => conjunctsOf(not(one))) : [condition]
}

/** The opposite of a condition. */
export function negation(condition: Expression): Expression {
  const isNot = condition['~kind'] === 'call' && condition.name === 'not'
  return (isNot ? condition.args[0] : undefined) ?? not(condition)
}

/** Whether a list of conditions has this one. */
export function includes(conditions: Conjunction, condition: Expression): boolean {
  return conditions.some((one) => sameExpression(one, condition))
}

/** What must still hold where some conditions are known to hold. */
export function given(known: Conjunction, alternatives: Alternatives): Alternatives {
  return alternatives
    .filter((conjunction) => !conjunction.some((one) => includes(known, negation(one))))
    .map((conjunction) => conjunction.filter((one) => !includes(known, one)))
}

/** The same without what repeats itself. */
export function simplified(alternatives: Alternatives): Alternatives {
  const possible = alternatives.filter((one) => !one.some((c) => includes(one, negation(c))))
  const shorter = possible.map((one, i) => {
    const others = possible.flatMap((other, j) => (j !== i && other.length === 1 ? other : []))
    return unique(one.filter((condition) => !includes(others, negation(condition))))
  })
  return shorter.filter(
    (one, i) => !shorter.some((other, j) => j !== i && absorbs(other, one, j < i)),
  )
}

function unique(conditions: Conjunction): Conjunction {
  return conditions.filter((one, i) => !includes(conditions.slice(0, i), one))
}

/** `a or (a and b)` is `a`; of two that are equal the first stays. */
function absorbs(other: Conjunction, one: Conjunction, isFirst: boolean): boolean {
  const isShorter = other.length < one.length || (other.length === one.length && isFirst)
  return isShorter && other.every((condition) => includes(one, condition))
}

/** One condition for alternatives, with what they share taken out of the `or`. */
export function conditionOf(alternatives: Alternatives): Expression {
  const [first = [], ...others] = alternatives
  const shared = first.filter((one) => others.every((other) => includes(other, one)))
  if (others.length === 0) return all(shared)
  return all([...shared, or(...given(shared, alternatives).map(all))])
}

function all(conditions: Conjunction): Expression {
  const [only, ...more] = conditions
  if (!only) throw new Error('no condition stands for always')
  return more.length === 0 ? only : and(...conditions)
}
