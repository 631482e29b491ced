import type { YamlPath } from '../yaml/yaml-path.ts'
import type { Schema } from './schema.ts'
import { own } from './value.ts'

/** The schema of what lies at a path; undefined where a schema says nothing of it. */
export function schemaAt(root: Schema, path: YamlPath): Schema | undefined {
  return path.reduce<Schema | undefined>(
    (schema, step) => schema && resolved(below(schema, step), root),
    resolved(root, root),
  )
}

function below(
  { properties = {}, additionalProperties, items }: Schema,
  step: string | number,
): Schema | undefined {
  if (typeof step === 'number') return items
  const further = typeof additionalProperties === 'object' ? additionalProperties : undefined
  return own(properties, step) ?? further
}

/** What a schema says, its reference followed; undefined where that leads nowhere. */
export function resolved(schema: Schema | undefined, root: Schema): Schema | undefined {
  if (schema?.$ref === undefined) return schema
  return resolved(own(root.definitions ?? {}, schema.$ref.replace('#/definitions/', '')), root)
}

/** Whether a schema marks what lies at a path, or around it, as a secret. */
export function isWriteOnly(root: Schema, path: YamlPath): boolean {
  return path.some((_, index) => schemaAt(root, path.slice(0, index + 1))?.writeOnly === true)
}
