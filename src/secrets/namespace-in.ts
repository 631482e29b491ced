import { valueAt } from '../values/value-at.ts'
import type { Values } from '../values/value.ts'

/** Name of a namespace of a release by its key, as its chart makes it of the values. */
export function namespaceIn(values: Values, key: string | undefined, release: string): string {
  if (key === undefined) return release
  const said = valueAt(values, ['global', 'namespaces', key, 'name'])
  return typeof said === 'string' && said !== '' ? said : `${release}-${key}`
}
