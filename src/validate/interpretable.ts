import { generated } from '../values/generated.ts'
import { childrenOf, type Schema } from '../schema/schema.ts'

/**
 * Whether a schema is one that we generate, which `checkSchema` interprets: it says so, and nobody
 * has put keywords into it that `checkSchema` would pass over.
 */
export function isInterpretable(schema: Schema): boolean {
  if (schema.$comment !== generated) return false
  const known = judged.get(schema) ?? isOurs(schema)
  judged.set(schema, known)
  return known
}

const judged = new WeakMap<Schema, boolean>()

const foreign = [
  '$id',
  'allOf',
  'anyOf',
  'oneOf',
  'contains',
  'additionalItems',
  'format',
  'exclusiveMinimum',
  'exclusiveMaximum',
  'multipleOf',
]

function isOurs(schema: Schema): boolean {
  if (typeof schema !== 'object' || foreign.some((keyword) => keyword in schema)) return false
  return childrenOf(schema).every(({ child }) => isOurs(child))
}
