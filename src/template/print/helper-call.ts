import type { Helper, Node } from '../node/node.ts'
import type { PrintContext } from './print-context.ts'
import { mentions } from '../view/walk.ts'

/** The name of a named template: that of a shared one begins with the umbrella's. */
export function helperName({ name, partial }: Helper, { umbrella }: PrintContext): string {
  return partial === undefined ? name : `${umbrella}.${name}`
}

/** What a named template sees as its root: a single argument stands for itself. */
export function givenTo(helper: Helper): PrintContext['given'] {
  if (helper.parameters.length === 0) return 'root'
  return helper.parameters.length === 1 && !readsRoot(helper) ? 'argument' : 'dict'
}

const rootReaders = new WeakMap<Helper, boolean>()

/** A helper with arguments gets the root only if it reads something there. */
export function readsRoot(helper: Helper): boolean {
  const reads = rootReaders.get(helper) ?? mentions(helper.body, isOfRoot)
  rootReaders.set(helper, reads)
  return reads
}

function isOfRoot(node: Node): boolean {
  if (node['~kind'] === 'include') return node.helper.parameters.length === 0
  return rootKinds.has(node['~kind'])
}

const rootKinds: ReadonlySet<string> = new Set(['value', 'builtin', 'template-file'])
