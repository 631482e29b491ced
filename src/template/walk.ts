import { isNode, type Node } from './node.ts'

/** Every node of a template, through objects, lists and the bodies of the helpers that it includes. */
export function* walk(part: unknown, seen: Set<unknown> = new Set()): Generator<Node> {
  if (typeof part !== 'object' || part === null || seen.has(part)) return
  seen.add(part)
  if (isNode(part)) yield part
  for (const inner of Array.isArray(part) ? part : Object.values(part)) yield* walk(inner, seen)
}
