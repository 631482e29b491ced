import { mapChildren, type Schema, withoutDefault } from './schema.ts'
import { isMap, type Value } from '../values/value.ts'

const hinted = new WeakMap<Schema, Schema>()

/**
 * The schema as editors complete it best: an empty map is not said to be a default, because the YAML
 * language server would insert the key with nothing below it, and leave the cursor outside the map.
 */
export function editorHints(schema: Schema): Schema {
  const known = hinted.get(schema)
  if (known) return known
  const inside = mapChildren(schema, editorHints)
  const hints = isEmptyMap(inside.default) ? withoutDefault(inside) : inside
  hinted.set(schema, hints)
  return hints
}

function isEmptyMap(value: Value | undefined): boolean {
  return isMap(value) && Object.keys(value).length === 0
}
