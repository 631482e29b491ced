import type { Expression } from './node.ts'
import { walk } from './walk.ts'

/** One `.Values` path that a template reads; `deep` when everything below it is read too. */
export interface Reference {
  readonly path: readonly string[]
}

/** Every `.Values` path that the parts of a chart read, loops resolved, sorted and without repeats. `*` stands for any key. */
export function references(parts: unknown): readonly string[] {
  const loops = new Map<symbol, Expression>()
  const nodes = [...walk(parts)]
  for (const node of nodes) if (node['~kind'] === 'loop') loops.set(node.id, node.over)
  const args = argumentsOf(nodes)
  const paths = nodes.flatMap((node) => resolve(node as Expression, loops, args)) // structures resolve to nothing
  return [...new Set(paths.map((path) => path.join('.')))].toSorted()
}

type Arguments = ReadonlyMap<string, readonly Expression[]>

/** What each named argument of a helper stands for, over all calls. */
function argumentsOf(nodes: readonly { readonly '~kind': string }[]): Arguments {
  const found = new Map<string, Expression[]>()
  for (const node of nodes as readonly Expression[]) {
    if (node['~kind'] !== 'include') continue
    for (const [name, value] of Object.entries(node.args)) found.set(name, [...(found.get(name) ?? []), value])
  }
  return found
}

function resolve(
  node: Expression,
  loops: ReadonlyMap<symbol, Expression>,
  args: Arguments,
): readonly (readonly string[])[] {
  switch (node['~kind']) {
    case 'value':
      return [node.path]
    case 'variable': {
      const over = loops.get(node.loop)
      if (!over || node.role === 'key') return []
      return resolve(over, loops, args).map((path) => [...path, '*', ...node.path])
    }
    case 'argument':
      return (args.get(node.name) ?? []).flatMap((value) =>
        resolve(value, loops, args).map((path) => [...path, ...node.path]),
      )
    default:
      return []
  }
}
