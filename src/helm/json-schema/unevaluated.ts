import { isTable } from '../merge/coalesce.ts'
import type { SchemaNode } from './schema-node.ts'

/** The keys and indices of a value that no schema has looked at so far. */
export type Open = Set<string | number>

/** What of a value is open as a schema begins with it; nothing where nobody will ask. */
export function openIn(value: unknown, { rules }: SchemaNode, isWanted: boolean): Open {
  if (Array.isArray(value)) {
    const isAsked = isWanted || rules.unevaluatedItems !== undefined
    if (!isAsked || rules.items !== undefined) return new Set()
    return new Set([...value.keys()].slice(rules.firstItems?.length ?? 0))
  }
  const isAsked = isWanted || rules.unevaluatedProperties !== undefined
  if (!isAsked || !isTable(value) || rules.additionalProperties) return new Set()
  return new Set(Object.keys(value))
}

/** Leaves open only what another schema, which the value fits, left open as well. */
export function without(open: Open, left: Open): void {
  for (const step of open) if (!left.has(step)) open.delete(step)
}
