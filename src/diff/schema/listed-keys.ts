import { isTable, type Table } from '../../helm/merge/coalesce.ts'
import type { Schema } from '../../schema/schema.ts'
import { own } from '../../values/value.ts'
import { alternativesOf } from './alternatives.ts'

/** A schema, and the keys to the values that it is for. */
export interface PlacedSchema {
  readonly path: readonly string[]
  readonly schema: Schema
}

/** Whether a schema names a key, or says of what kind all keys are where it stands. */
export function lists({ path: root, schema }: PlacedSchema, path: readonly string[]): boolean {
  if (path.length <= root.length || root.some((key, index) => path[index] !== key)) return false
  const document = schema as Table // a schema is a map
  const steps = path.slice(root.length)
  const found = steps.reduce<readonly unknown[]>(
    (all, key) => all.flatMap((one) => below(one, key, document)),
    [schema],
  )
  return found.length > 0
}

/** Whether none of some schemas says anything of a key. */
export function isOpenAt(schemas: readonly PlacedSchema[], path: readonly string[]): boolean {
  return !schemas.some((one) => lists(one, path))
}

function below(schema: unknown, key: string, root: Readonly<Table>): readonly unknown[] {
  return alternativesOf(schema, root).all.flatMap(({ properties, additionalProperties }) => {
    const named = isTable(properties) ? own(properties, key) : undefined
    if (named !== undefined) return [named]
    return isTable(additionalProperties) ? [additionalProperties] : []
  })
}
