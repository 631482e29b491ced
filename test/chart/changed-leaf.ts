import type { Leaf } from '../../src/schema/leaves.ts'
import type { Schema } from '../../src/schema/schema.ts'
import type { Value, Values } from '../../src/values/value.ts'
import { valueAt } from '../../src/values/value-at.ts'

/** Values with another value at a leaf than these; it may be one that the schema refuses. */
export function changedLeaf(values: Values, { path, schema }: Leaf): Values {
  const value = other(schema, valueAt(values, path))
  return path.reduceRight<Value>((inner, key) => ({ [key]: inner }), value) as Values // a path has at least one key
}

function other({ enum: choices, items, additionalProperties }: Schema, value: unknown): Value {
  if (typeof value === 'boolean') return !value
  if (typeof value === 'number') return value + 1
  if (typeof value === 'string') return choices?.find((one) => one !== value) ?? otherText(value)
  if (Array.isArray(value)) return [...(value as readonly Value[]), sample(items)]
  return { another: sample(additionalProperties) }
}

/** A little more of a quantity, which a check can still compare; another text of any other. */
function otherText(text: string): string {
  return /^\d/.test(text) ? text.replace(/^\d+/, (digits) => `${Number(digits) + 1}`) : `1${text}`
}

function sample(schema: Schema['additionalProperties']): Value {
  return typeof schema === 'object' && schema.type === 'object' ? { name: 'another' } : 'another'
}
