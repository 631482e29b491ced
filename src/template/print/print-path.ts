import { goLiteral } from './go-literal.ts'
import type { PrintContext } from './print-context.ts'

/** A path below an expression: `.Values.image.tag`, `(index .Values "my-key").tag`. */
export function printPath(base: string, path: readonly string[]): string {
  return path.reduce(
    (from, key) =>
      identifier.test(key) ? `${from}.${key}` : `(index ${from || '.'} ${goLiteral(key)})`,
    base,
  )
}

const identifier = /^[A-Za-z_][A-Za-z0-9_]*$/

/** What the arguments of a helper, or else the members of the root, stand behind. */
export function printScope({ dot }: PrintContext): string {
  return dot === 'root' ? '' : '$'
}

/** What `.Values` and `.Release` stand behind. */
export function rootPrefix(context: PrintContext): string {
  return `${printScope(context)}${context.given === 'dict' ? '.root' : ''}`
}

/** The root itself, as named templates want it. */
export function printRoot(context: PrintContext): string {
  return rootPrefix(context) || '.'
}
