import { isNode, type Node } from '../node/node.ts'

/** Every node of a template, through objects, lists and the bodies of the helpers that it includes. */
export function* walk(part: unknown, seen: Set<unknown> = new Set()): Generator<Node> {
  if (typeof part !== 'object' || part === null || seen.has(part)) return
  seen.add(part)
  if (isNode(part)) yield part
  for (const inner of Object.values(part)) yield* walk(inner, seen)
}

/** Whether a part of a template has a node of this kind. */
export function mentions(part: unknown, test: (node: Node) => boolean): boolean {
  for (const node of walk(part)) if (test(node)) return true
  return false
}
