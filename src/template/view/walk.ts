import { isNode, type Node } from '../node/node.ts'

/** Every node of a template, through objects, lists and the bodies of the helpers that it includes. */
export function walk(part: unknown): readonly Node[] {
  const nodes: Node[] = []
  visit(part, new Set(), (node) => {
    nodes.push(node)
    return false
  })
  return nodes
}

/** Whether a part of a template has a node of this kind. */
export function mentions(part: unknown, test: (node: Node) => boolean): boolean {
  return visit(part, new Set(), test)
}

/** Meets each node once, up to one that is what is looked for: tells whether there is one. */
function visit(part: unknown, seen: Set<unknown>, isFound: (node: Node) => boolean): boolean {
  if (typeof part !== 'object' || part === null || seen.has(part)) return false
  seen.add(part)
  if (isNode(part) && isFound(part)) return true
  for (const inner of Object.values(part)) if (visit(inner, seen, isFound)) return true
  return false
}
