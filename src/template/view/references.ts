import {
  type Call,
  type Expression,
  type Helper,
  type Include,
  isNode,
  type Loop,
} from '../node/node.ts'
import { passedThrough } from '../node/type-of.ts'

/** A path of `.Values` that templates read; `*` stands for each entry of what a loop runs over. */
export interface Reference {
  readonly path: string
  /** Everything below is read, too; otherwise the path is only asked for, or looped over. */
  readonly deep: boolean
}

/** Every path of `.Values` that the parts of a chart read, sorted and without repeats. */
export function references(parts: unknown): readonly Reference[] {
  if (typeof parts !== 'object' || parts === null) return []
  const all = known.get(parts) ?? referencesIn(parts)
  known.set(parts, all)
  return all
}

const known = new WeakMap<object, readonly Reference[]>()

function referencesIn(parts: object): readonly Reference[] {
  const found = new Map<string, boolean>()
  visit(parts, { loops: new Map(), args: {}, seen: new Set(), found }, true)
  return [...found].map(([path, deep]) => ({ path, deep })).toSorted(byPath)
}

const byPath = (a: Reference, b: Reference): number => (a.path < b.path ? -1 : 1)

type Path = readonly string[]

/** What the names stand for at a place. */
interface Scope {
  readonly loops: ReadonlyMap<symbol, readonly Path[]>
  readonly args: Readonly<Record<string, readonly Path[]>>
  /** Helpers without arguments, which read the same wherever they are included. */
  readonly seen: Set<Helper>
  /** Paths that are read, and whether deep. */
  readonly found: Map<string, boolean>
}

/** `deep` says what becomes of the values: written out, or only asked for. */
function visit(part: unknown, scope: Scope, deep: boolean): void {
  if (typeof part !== 'object' || part === null) return
  if (!isNode(part)) return visitAll(Object.values(part), scope, deep)
  switch (part['~kind']) {
    case 'value':
    case 'variable':
    case 'argument':
      for (const path of pathsOf(part, scope)) note(path.join('.'), scope, deep)
      return
    case 'call':
      return visitCall(part, scope, deep)
    case 'include':
      return visitInclude(part, scope)
    case 'loop':
      return visitLoop(part, scope)
    case 'branch':
      visit(part.condition, scope, false)
      return visitAll([part.then, part.otherwise], scope, true)
    case 'paragraph':
      return visit(part.of, scope, true)
    case 'block':
      return visitAll(part.lines, scope, true)
    case 'raw':
      return visitAll(part.holes, scope, true)
    case 'text':
    case 'mapping':
      return visitAll(part.parts, scope, true)
  }
}

function note(path: string, { found }: Scope, deep: boolean): void {
  found.set(path, deep || found.get(path) === true)
}

function visitAll(parts: readonly unknown[], scope: Scope, deep: boolean): void {
  for (const part of parts) visit(part, scope, deep)
}

function visitCall(call: Call, scope: Scope, deep: boolean): void {
  const results = passedThrough(call)
  const isQuestion = call.name === 'not' || call.name === 'empty' || call.name === 'len'
  for (const arg of call.args) {
    if (results.includes(arg)) visit(arg, scope, deep)
    else visit(arg, scope, !isQuestion && results.length === 0)
  }
}

/** What an argument passes on is read where the helper reads it, and as deep. */
function visitInclude({ helper, args }: Include, scope: Scope): void {
  if (scope.seen.has(helper)) return
  if (helper.parameters.length === 0) scope.seen.add(helper)
  const given = Object.entries(args).map(([name, arg]) => [name, pathsOf(arg, scope)] as const)
  for (const [name, paths] of given) {
    const arg = args[name]
    if (paths.length === 0) visit(arg, scope, true)
    else if (arg?.['~kind'] === 'call') visit(arg, scope, false)
  }
  visit(helper.body, { ...scope, loops: new Map(), args: Object.fromEntries(given) }, true)
}

function visitLoop({ id, over, key, body }: Loop, scope: Scope): void {
  const holes = over['~kind'] === 'raw' && over.ofHoles ? over.holes : undefined
  visitAll(holes ?? [over], scope, false)
  const entries = holes
    ? holes.flatMap((hole) => pathsOf(hole, scope))
    : pathsOf(over, scope).map((path) => [...path, '*'])
  const inner = { ...scope, loops: new Map(scope.loops).set(id, entries) }
  visitAll([key, body], inner, true)
}

/** The paths that an expression passes on as they are. */
function pathsOf(node: Expression, scope: Scope): readonly Path[] {
  switch (node['~kind']) {
    case 'value':
      return [node.path]
    case 'variable':
      return node.role === 'key' ? [] : below(scope.loops.get(node.loop), node.path)
    case 'argument':
      return below(scope.args[node.name], node.path)
    case 'call':
      return passedThrough(node).flatMap((arg) => pathsOf(arg, scope))
    default:
      return []
  }
}

const below = (paths: readonly Path[] = [], rest: Path): readonly Path[] =>
  paths.map((path) => [...path, ...rest])
