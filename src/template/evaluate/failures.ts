import { evaluateItems, holds, includedChecks, iterations, within } from './evaluate-node.ts'
import { type Frame, type RenderInput, rootFrame } from './frame.ts'
import { TemplateFailure } from './functions.ts'
import { isNode, type Node } from '../node/node.ts'
import { documentSlots, type Slot } from '../view/slot.ts'

/** The messages of the `fail`s that a template file raises on these values, each on its own. */
export function failures(documents: readonly unknown[], input: RenderInput): readonly string[] {
  const slots = documents.filter(canFail).flatMap(documentSlots)
  return failuresOf(slots, rootFrame(input)).map(({ message }) => message)
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

/** The failures of documents, each with the error that it throws; Helm stops at the first. */
function failuresOf(slots: readonly Slot[], frame: Frame): readonly TemplateFailure[] {
  return slots.flatMap((slot) =>
    attempted(() => {
      const inside = unfolded(slot, frame)
      if (inside) return inside.flatMap(([slots, inner]) => failuresOf(slots, inner))
      evaluateItems([slot], frame)
      return []
    }),
  )
}

function attempted(attempt: () => readonly TemplateFailure[]): readonly TemplateFailure[] {
  try {
    return attempt()
  } catch (error) {
    if (error instanceof TemplateFailure) return [error]
    throw error
  }
}

/** What conditions, loops and named templates of checks have in them here; undefined for a document. */
function unfolded(
  slot: Slot,
  frame: Frame,
): readonly (readonly [readonly Slot[], Frame])[] | undefined {
  if (slot.is === 'branch')
    return [[holds(slot.condition, frame) ? slot.then : slot.otherwise, frame]]
  if (slot.is === 'loop') return iterations(slot.loop, frame).map((inner) => [slot.body, inner])
  const checks = slot.is === 'item' ? includedChecks(slot.value) : undefined
  return checks && [within(checks, frame)]
}
