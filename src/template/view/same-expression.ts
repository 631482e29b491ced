import { type Call, type Expression, isNode } from '../node/node.ts'

/** The same expression, node for node. */
export function sameExpression(candidate: unknown, expression: Expression): boolean {
  if (candidate === expression) return true
  if (!isNode(candidate)) return false
  if (candidate['~kind'] === 'value' && expression['~kind'] === 'value')
    return isSamePath(candidate.path, expression.path)
  if (candidate['~kind'] === 'call' && expression['~kind'] === 'call')
    return isSameCall(candidate, expression)
  return candidate['~kind'] === expression['~kind'] && keyOf(candidate) === keyOf(expression)
}

/** Most of what is compared differs early, and needs no text to tell. */
function isSamePath(one: readonly string[], other: readonly string[]): boolean {
  return one.length === other.length && one.every((key, index) => key === other[index])
}

function isSameCall(one: Call, other: Call): boolean {
  if (one.name !== other.name || one.args.length !== other.args.length) return false
  return one.args.every((arg, index) => sameExpression(arg, other.args[index] as Expression)) // as many
}

const keys = new WeakMap<object, string>()

/** A text that expressions have in common if they are the same node for node, and only then. */
export function keyOf(expression: unknown): string {
  if (typeof expression === 'function' || typeof expression === 'symbol') return idOf(expression)
  if (typeof expression !== 'object' || expression === null) return JSON.stringify(expression)
  const known = keys.get(expression)
  if (known !== undefined) return known
  const key = composedKey(expression)
  keys.set(expression, key)
  return key
}

function composedKey(part: object): string {
  const isHelper = '~kind' in part && part['~kind'] === 'helper' && 'name' in part
  if (isHelper) return keyOf(part.name) // which is unique in a chart
  const entries = Object.entries(part).map(([name, value]) => `${name}:${keyOf(value)}`)
  return `{${entries.join(',')}}`
}

const ids = new WeakMap<WeakKey, string>()
let last = 0

/** Loops and the functions of `raw` are only the same if they are identical. */
function idOf(unique: WeakKey): string {
  const id = ids.get(unique) ?? `#${++last}`
  ids.set(unique, id)
  return id
}
