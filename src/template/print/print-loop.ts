import type { Loop } from '../node/node.ts'
import { assuming, type LoopNames, type PrintContext } from './print-context.ts'
import { printExpression } from './print-expression.ts'
import { loopSchema, typeOf } from '../node/type-of.ts'
import { mentions } from '../view/walk.ts'

/** The `range` action of a loop, and the context inside. */
export function openLoop(loop: Loop, context: PrintContext): readonly [string, PrintContext] {
  const names = loopNames(loop, context)
  const loops = new Map(context.loops).set(loop.id, names)
  const variables = usesKey(loop) ? `$${names.key}, $${names.item}` : `$${names.item}`
  const open = `{{- range ${variables} := ${printExpression(loop.over, context)} }}`
  return [open, { ...assuming(loop.over, context), loops, dot: 'other' }]
}

const usesKey = ({ id, key, body }: Loop): boolean =>
  mentions(
    [key, body],
    (node) => node['~kind'] === 'variable' && node.loop === id && node.role === 'key',
  )

/**
 * `volumes` gives `$name, $volume`; inside another loop over a map, `$volumeName, $volume`. No two
 * loops around a place share a name.
 */
function loopNames(loop: Loop, context: PrintContext): LoopNames {
  const taken = new Set([...context.loops.values()].flatMap(({ key, item }) => [key, item]))
  const type = typeOf(loop.over, context)
  const usual = type === 'list' ? 'index' : 'name'
  const item = freeName(singular(lastKey(loop)), new Set(taken).add(usual))
  const key = taken.has(usual) ? freeName(compound(item, usual), taken.add(item)) : usual
  return { key, item, textKeys: type === 'map', schema: loopSchema(loop.over, context) }
}

function lastKey({ over }: Loop): string {
  if (over['~kind'] === 'argument') return over.path.at(-1) ?? over.name
  const hasPath = over['~kind'] === 'value' || over['~kind'] === 'variable'
  return (hasPath ? over.path.at(-1) : undefined) ?? ''
}

function freeName(name: string, taken: ReadonlySet<string>): string {
  return taken.has(name) ? freeName(compound('other', name), taken) : name
}

const compound = (first: string, second: string): string =>
  `${first}${second.charAt(0).toUpperCase()}${second.slice(1)}`

/** `addresses` → `address`, `policies` → `policy`, `volumes` → `volume`; else `value`. */
function singular(plural: string): string {
  if (!/^[a-z][A-Za-z0-9]*[^s]s$/.test(plural)) return 'value'
  if (plural.endsWith('ies')) return `${plural.slice(0, -3)}y`
  return /(ss|x|ch|sh)es$/.test(plural) ? plural.slice(0, -2) : plural.slice(0, -1)
}
