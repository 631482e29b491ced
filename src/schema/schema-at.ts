import type { YamlPath } from '../helm/yaml/yaml-path.ts'
import { isTable } from '../helm/merge/coalesce.ts'
import type { Schema } from './schema.ts'
import { own } from '../values/value.ts'

/** The schema of what lies at a path; undefined where a schema says nothing of it. */
export function schemaAt(root: Schema, path: YamlPath): Schema | undefined {
  return path.reduce<Schema | undefined>(
    (schema, step) => schema && resolved(below(schema, step), root),
    resolved(root, root),
  )
}

function below(
  { properties, additionalProperties, items }: Schema,
  step: string | number,
): Schema | undefined {
  const named = typeof step === 'string' && isTable(properties) ? own(properties, step) : undefined
  const schema = typeof step === 'number' ? items : (named ?? additionalProperties)
  return isTable(schema) ? schema : undefined
}

/** What a schema says, its reference followed; undefined where that leads nowhere. */
export function resolved(
  schema: Schema | undefined,
  root: Schema,
  followed: readonly string[] = [],
): Schema | undefined {
  const { $ref } = schema ?? {}
  if (typeof $ref !== 'string' || followed.includes($ref)) return schema
  const target = own(root.definitions ?? {}, $ref.replace('#/definitions/', ''))
  return resolved(target, root, [...followed, $ref])
}

/** Whether a schema marks what lies at a path, or around it, as a secret. */
export function isWriteOnly(root: Schema, path: YamlPath): boolean {
  return path.some((_, index) => schemaAt(root, path.slice(0, index + 1))?.writeOnly === true)
}
