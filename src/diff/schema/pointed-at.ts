import { isTable } from '../../helm/merge/coalesce.ts'
import { own } from '../../values/value.ts'

/** What a reference such as `#/$defs/port` leads to in a schema; undefined where it leads elsewhere. */
export function pointedAt(reference: string, root: unknown): unknown {
  if (reference === '#') return root
  if (!reference.startsWith('#/')) return undefined
  return reference
    .slice(2)
    .split('/')
    .reduce<unknown>((at, step) => {
      const key = decoded(step)
      if (Array.isArray(at)) return at[Number(key)] as unknown
      return isTable(at) ? own(at, key) : undefined
    }, root)
}

function decoded(step: string): string {
  const text = /%(?![0-9a-f]{2})/i.test(step) ? step : decodeURIComponent(step)
  return text.replaceAll('~1', '/').replaceAll('~0', '~')
}
