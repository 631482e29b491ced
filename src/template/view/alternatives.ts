import { and, not, or } from '../node/expression.ts'
import type { FunctionName } from '../evaluate/functions.ts'
import type { Call, Expression } from '../node/node.ts'
import { keyOf, sameExpression } from './same-expression.ts'

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

/** The conditions that a condition is made of. */
export function conjunctsOf(condition: Expression): Conjunction {
  if (condition['~kind'] !== 'call') return [condition]
  if (condition.name === 'and') return condition.args.flatMap(conjunctsOf)
  const [inner] = condition.name === 'not' ? condition.args : []
  return inner && isCall(inner, 'not') ? inner.args.flatMap(conjunctsOf) : [condition]
}

/** Everything that holds while a condition does: where no `or` holds, none of its parts does. */
export function consequencesOf(condition: Expression): Conjunction {
  const parts = conjunctsOf(condition)
  const none = parts.map(negation).filter((one) => isCall(one, 'or'))
  return [condition, ...parts, ...none.flatMap(({ args }) => args.map(negation))]
}

const isCall = (node: Expression, name: FunctionName): node is Call =>
  node['~kind'] === 'call' && node.name === name

const negations = new WeakMap<Expression, Expression>()

/** The opposite of a condition; asked for often, so it is made once. */
export function negation(condition: Expression): Expression {
  const inner = isCall(condition, 'not') ? condition.args[0] : undefined
  const opposite = inner ?? negations.get(condition) ?? not(condition)
  negations.set(condition, opposite)
  return opposite
}

/** Whether a list of conditions has this one. */
export function includes(conditions: Conjunction, condition: Expression): boolean {
  return conditions.some((one) => sameExpression(one, condition))
}

/** What must still hold where some conditions are known to hold. */
export function given(known: Conjunction, alternatives: Alternatives): Alternatives {
  if (known.length === 0) return alternatives
  return alternatives
    .filter((conjunction) => !conjunction.some((one) => includes(known, negation(one))))
    .map((conjunction) => conjunction.filter((one) => !includes(known, one)))
}

/** The same without what repeats itself. */
export function simplified(alternatives: Alternatives): Alternatives {
  if (alternatives.flat().length < 2) return alternatives
  const possible = alternatives.filter((one) => !one.some((c) => includes(one, negation(c))))
  const alone = keysOf(possible.flatMap((one) => (one.length === 1 ? one : [])))
  const shorter = possible.map((one) => unique(one.filter((c) => !alone.has(keyOf(negation(c))))))
  return withoutAbsorbed(shorter)
}

const keysOf = (conditions: Conjunction): ReadonlySet<string> => new Set(conditions.map(keyOf))

function unique(conditions: Conjunction): Conjunction {
  return [...new Map(conditions.map((one) => [keyOf(one), one])).values()]
}

/** `a or (a and b)` is `a`. */
function withoutAbsorbed(alternatives: Alternatives): Alternatives {
  if (isAlways(alternatives)) return always
  const distinct = new Map(alternatives.map((one) => [one.map(keyOf).toSorted().join(), one]))
  const all = [...distinct.values()]
  const alone = keysOf(all.flatMap((one) => (one.length === 1 ? one : [])))
  const longer = all.filter((one) => one.length > 1).map(keysOf)
  return all.filter((one) => {
    const keys = keysOf(one)
    const contains = (other: ReadonlySet<string>): boolean =>
      other.size < keys.size && [...other].every((key) => keys.has(key))
    return one.length === 1 || !(one.some((c) => alone.has(keyOf(c))) || longer.some(contains))
  })
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
