import { resolveSchema } from './load-schema.ts'
import type { Schema } from './schema.ts'

/** The schema of a component kind's values, and the type that it describes. */
export interface ValuesSchema<Values extends object = object> {
  /** With every `$ref` replaced by what it points to, and without authoring of types. */
  readonly resolved: () => Schema
  /** As it was written, where it is still to be held to the rules of schemas. */
  readonly written?: Schema
  readonly '~values'?: Values
}

/**
 * The values of a component kind: `valuesOf<MemcachedValues>(schema)`, with what `kinds/<name>/schema.json`
 * holds and the type that `chartwright types` made of it. It is held to the rules of schemas at each run,
 * unless the kind's own tests do so, by `schemaFaults(schema)`: then say `{ isChecked: true }`.
 */
export function valuesOf<Values extends object>(
  schema: object,
  { isChecked = false }: { readonly isChecked?: boolean } = {},
): ValuesSchema<Values> {
  const written = schema as Schema // held to the rules of schemas before anything is made of it
  return { ...(isChecked ? {} : { written }), resolved: () => resolvedOnce(written) }
}

const resolved = new WeakMap<Schema, Schema>()

/** Kinds may share a schema, as a worker has that of a service. */
function resolvedOnce(written: Schema): Schema {
  const known = resolved.get(written) ?? resolveSchema(written)
  resolved.set(written, known)
  return known
}
