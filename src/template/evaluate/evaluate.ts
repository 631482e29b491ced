import { evaluateItems } from './evaluate-node.ts'
import { type RenderInput, rootFrame } from './frame.ts'
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
