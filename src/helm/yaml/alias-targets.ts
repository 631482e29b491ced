import type { Alias, Document, Node } from 'yaml'
import { isAlias, library } from './library.ts'

/** Finds what each alias stands for: the nearest anchor of its name above it. */
export function aliasTargets(document: Document): ReadonlyMap<Alias, Node> {
  const anchors = new Map<string, Node>()
  const targets = new Map<Alias, Node>()
  library().visit(document, {
    Node(_key, node) {
      if (!isAlias(node)) return void (node.anchor && anchors.set(node.anchor, node))
      const target = anchors.get(node.source)
      if (target) targets.set(node, target)
    },
  })
  return targets
}
