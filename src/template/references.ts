import { type Call, type Expression, type Helper, type Include, isNode, type Loop } from './node.ts'
import { passedThrough } from './type-of.ts'

/** A path of `.Values` that templates read; `*` stands for each entry of what a loop runs over. */
export interface Reference {
  readonly path: string
  /** Everything below is read, too; otherwise the path is only asked for, or looped over. */
  readonly deep: boolean
}

/** Every path of `.Values` that the parts of a chart read, sorted and without repeats. */
export function references(parts: unknown): readonly Reference[] {
  const found = new Map<string, boolean>()
  for (const [path, deep] of readsOf(
    parts,
    { loops: new Map(), args: {}, seen: new Set() },
    true,
  )) {
    const name = path.join('.')
    found.set(name, deep || found.get(name) === true)
  }
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
}

type Reads = Generator<readonly [path: Path, deep: boolean]>

/** `deep` says what becomes of the values: written out, or only asked for. */
function* readsOf(part: unknown, scope: Scope, deep: boolean): Reads {
  if (typeof part !== 'object' || part === null) return
  if (!isNode(part)) return yield* readsOfAll(Object.values(part), scope, deep)
  switch (part['~kind']) {
    case 'value':
    case 'variable':
    case 'argument':
      for (const path of pathsOf(part, scope)) yield [path, deep]
      return
    case 'call':
      return yield* readsOfCall(part, scope, deep)
    case 'include':
      return yield* readsOfInclude(part, scope)
    case 'loop':
      return yield* readsOfLoop(part, scope)
    case 'branch':
      yield* readsOf(part.condition, scope, false)
      return yield* readsOfAll([part.then, part.otherwise], scope, true)
    case 'paragraph':
      return yield* readsOf(part.of, scope, true)
    case 'block':
      return yield* readsOfAll(part.lines, scope, true)
    case 'raw':
      return yield* readsOfAll(part.holes, scope, true)
    case 'text':
    case 'mapping':
      return yield* readsOfAll(part.parts, scope, true)
  }
}

function* readsOfAll(parts: readonly unknown[], scope: Scope, deep: boolean): Reads {
  for (const part of parts) yield* readsOf(part, scope, deep)
}

function* readsOfCall(call: Call, scope: Scope, deep: boolean): Reads {
  const results = passedThrough(call)
  const isQuestion = call.name === 'not' || call.name === 'empty' || call.name === 'len'
  for (const arg of call.args) {
    if (results.includes(arg)) yield* readsOf(arg, scope, deep)
    else yield* readsOf(arg, scope, !isQuestion && results.length === 0)
  }
}

/** What an argument passes on is read where the helper reads it, and as deep. */
function* readsOfInclude({ helper, args }: Include, scope: Scope): Reads {
  if (scope.seen.has(helper)) return
  if (helper.parameters.length === 0) scope.seen.add(helper)
  const given = Object.entries(args).map(([name, arg]) => [name, pathsOf(arg, scope)] as const)
  for (const [name, paths] of given) {
    const arg = args[name]
    if (paths.length === 0) yield* readsOf(arg, scope, true)
    else if (arg?.['~kind'] === 'call') yield* readsOf(arg, scope, false)
  }
  yield* readsOf(helper.body, { ...scope, loops: new Map(), args: Object.fromEntries(given) }, true)
}

function* readsOfLoop({ id, over, key, body }: Loop, scope: Scope): Reads {
  yield* readsOf(over, scope, false)
  const entries = pathsOf(over, scope).map((path) => [...path, '*'])
  const inner = { ...scope, loops: new Map(scope.loops).set(id, entries) }
  yield* readsOfAll([key, body], inner, true)
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
