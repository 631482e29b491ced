import { isTable } from '../merge/coalesce.ts'
import { resolveReference } from './references.ts'
import { type Part, rulesOf } from './rules.ts'
import {
  lookUp,
  pointTo,
  readDocument,
  type Resource,
  resourceAt,
  type SchemaDocument,
  type SchemaFault,
} from './schema-document.ts'
import type { SchemaNode } from './schema-node.ts'

/** A schema that can judge values, or why it cannot. */
export type CompiledSchema =
  | { readonly node: SchemaNode; readonly faults?: undefined }
  | { readonly node?: undefined; readonly faults: readonly SchemaFault[] }

/** Makes a schema ready: reads it whole, and follows the references that values could reach. */
export function compileSchema(root: unknown): CompiledSchema {
  const document = readDocument(root)
  const nodes = new Map<string, SchemaNode>()
  const queue: (() => void)[] = []
  const nodeAt = (pointer: string, schema: unknown): SchemaNode => {
    const known = nodes.get(pointer)
    if (known) return known
    const resource = resourceAt(document, pointer)
    const { draft } = resource
    const node = { schema, draft, dynamic: new Map(), resource: undefined, rules: {} }
    nodes.set(pointer, node)
    queue.push(() => finish(node, pointer, resource, document, nodeAt))
    return node
  }
  const node = nodeAt('', root)
  for (const finishNext of queue) finishNext() // which puts more into the queue
  const refused = document.faults.filter(({ verdict }) => verdict === 'refused')
  const faults = refused.length > 0 ? refused : document.faults
  return faults.length > 0 ? { faults } : { node }
}

type NodeAt = (pointer: string, schema: unknown) => SchemaNode

/** Fills in what a node says, for which further nodes are begun. */
function finish(
  node: SchemaNode,
  pointer: string,
  resource: Resource,
  document: SchemaDocument,
  nodeAt: NodeAt,
): void {
  const nodeOf = (to: string): SchemaNode => nodeAt(to, lookUp(document.root, to))
  node.resource = nodeOf(resource.pointer)
  if (pointer === resource.pointer)
    node.dynamic = new Map(
      [...resource.dynamicAnchors].map((name) => [name, nodeOf(resource.anchors.get(name) ?? '')]),
    )
  const { schema } = node
  if (typeof schema === 'boolean') node.rules = { always: schema }
  else if (isTable(schema)) {
    const reference = (keyword: string): SchemaNode | undefined =>
      resolveReference(document, { schema, pointer, resource }, keyword, nodeAt)
    const refuse = (keyword: string, message: string): void => {
      const at = `#${pointTo(pointer, keyword)}`
      document.faults.push({ verdict: 'refused', pointer: at, message })
    }
    const part: Part = { schema, pointer, draft: resource.draft, nodeAt, reference, refuse }
    node.rules = rulesOf(part)
  }
}
