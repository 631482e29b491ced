/** The same expression, node for node. */
export function sameExpression(a: unknown, b: unknown): boolean {
  if (Object.is(a, b)) return true
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false
  const keys = Object.keys(a)
  return (
    keys.length === Object.keys(b).length &&
    keys.every((key) => sameExpression(a[key as keyof typeof a], b[key as keyof typeof b]))
  )
}
