import { evaluateItems } from './evaluate-node.ts'
import { type RenderInput, rootFrame } from './frame.ts'
import { TemplateFailure } from './functions.ts'
import { isNode, type Node } from '../node/node.ts'
import { documentSlots } from '../view/slot.ts'

export type { RenderInput } from './frame.ts'

/**
 * The documents of a template file as plain objects, computed without Helm: the second back end,
 * which the tests hold against `helm template`. Digests are `<sha256>`.
 * Throws `TemplateFailure` where the chart would `fail`.
 */
export function evaluateDocuments(
  documents: readonly unknown[],
  input: RenderInput,
): readonly unknown[] {
  return evaluateItems(documents.flatMap(documentSlots), rootFrame(input))
}

/** The messages of the `fail`s that a template file raises on these values, each on its own. */
export function failures(documents: readonly unknown[], input: RenderInput): readonly string[] {
  return documents.filter(canFail).flatMap((document) => {
    try {
      evaluateDocuments([document], input)
      return []
    } catch (error) {
      if (error instanceof TemplateFailure) return [error.message]
      throw error
    }
  })
}

const fallible = new WeakMap<object, boolean>()

/** Most documents cannot, and need not be evaluated to know it; what they share is looked at once. */
function canFail(part: unknown): boolean {
  if (typeof part !== 'object' || part === null) return false
  const can =
    fallible.get(part) ?? ((isNode(part) && isFailure(part)) || Object.values(part).some(canFail))
  fallible.set(part, can)
  return can
}

function isFailure(node: Node): boolean {
  return node['~kind'] === 'call' && (node.name === 'fail' || node.name === 'required')
}
