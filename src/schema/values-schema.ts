import { loadSchema, resolveSchema } from './load-schema.ts'
import type { Schema } from './schema.ts'

/** The schema of a component kind's values, and the type that it describes. */
export interface ValuesSchema<Values extends object = object> {
  /** With every `$ref` replaced by what it points to, and without authoring of types. */
  readonly resolved: () => Schema
  /** As it was written, for the rules that it must keep; absent for this package's own, which tests hold to them. */
  readonly written?: Schema
  readonly '~values'?: Values
}

/**
 * The values of a component kind: `valuesOf<MemcachedValues>(schema)`, with what `kinds/<name>/schema.json`
 * holds and the type that `chartwright types` made of it.
 */
export function valuesOf<Values extends object>(schema: object): ValuesSchema<Values> {
  const written = schema as Schema // held to the rules of schemas before anything is made of it
  let resolved: Schema | undefined
  return { written, resolved: () => (resolved ??= resolveSchema(written)) }
}

/** The values of a kind of the catalogue, read when they are wanted: most runs want few kinds. */
export function packageValues<Values extends object>(kind: string): ValuesSchema<Values> {
  return { resolved: () => loadSchema(kind) }
}
