/** The part of a JSON Schema that tells the printer what a value is. */
export interface TypeSchema {
  readonly type?: string | readonly string[]
  readonly properties?: Readonly<Record<string, TypeSchema>>
  readonly additionalProperties?: boolean | TypeSchema
  readonly items?: TypeSchema
  readonly enum?: readonly unknown[]
}

/** What an expression gives; decides how the printer formats it. */
export type ValueType = 'string' | 'integer' | 'number' | 'boolean' | 'map' | 'list' | 'any'

const names: Readonly<Record<string, ValueType>> = {
  string: 'string',
  integer: 'integer',
  number: 'number',
  boolean: 'boolean',
  object: 'map',
  array: 'list',
}

/** The schema at a path, or undefined where the schema has no such key. */
export function schemaAt(
  schema: TypeSchema | undefined,
  path: readonly string[],
): TypeSchema | undefined {
  return path.reduce<TypeSchema | undefined>((from, key) => from && child(from, key), schema)
}

function child(schema: TypeSchema, key: string): TypeSchema | undefined {
  if (schema.properties && Object.hasOwn(schema.properties, key)) return schema.properties[key]
  return openSchema(schema)
}

function openSchema(schema: TypeSchema): TypeSchema | undefined {
  if (typeof schema.additionalProperties === 'object') return schema.additionalProperties
  const closed = schema.additionalProperties === false || schema.properties !== undefined
  return closed && schema.additionalProperties !== true ? undefined : {}
}

/** The schema of one entry of a map or list. */
export function itemSchema(schema: TypeSchema | undefined): TypeSchema {
  if (!schema) return {}
  return schema.items ?? Object.values(schema.properties ?? {})[0] ?? openSchema(schema) ?? {}
}

/** The type that a schema names; a union of scalars, or none, is `any`. */
export function valueType(schema: TypeSchema | undefined): ValueType {
  if (typeof schema?.type === 'string') return names[schema.type] ?? 'any'
  if (schema?.properties) return 'map'
  if (schema?.enum?.every((one) => typeof one === 'string')) return 'string'
  return 'any'
}
