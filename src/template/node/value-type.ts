/** The part of a JSON Schema that tells what a value is. */
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

/** The schema at a path (`*`: of any entry), or undefined where the schema has no such key. */
export function schemaAt(
  schema: TypeSchema | undefined,
  path: readonly string[],
): TypeSchema | undefined {
  return path.reduce<TypeSchema | undefined>((from, key) => from && child(from, key), schema)
}

function child(schema: TypeSchema, key: string): TypeSchema | undefined {
  if (!holdsEntries(schema)) return undefined
  if (key === '*') return itemSchema(schema)
  if (schema.properties && Object.hasOwn(schema.properties, key)) return schema.properties[key]
  return openSchema(schema)
}

/** Whether what a schema describes may be a map or a list. */
function holdsEntries({ type, enum: literals }: TypeSchema): boolean {
  if (type === undefined) return literals === undefined
  return typeof type === 'string' ? isCollection(type) : type.some(isCollection)
}

const isCollection = (name: string): boolean => name === 'object' || name === 'array'

/** What lies under the keys that a schema does not name. */
function openSchema({ properties, additionalProperties }: TypeSchema): TypeSchema | undefined {
  if (typeof additionalProperties === 'object') return additionalProperties
  return (additionalProperties ?? properties === undefined) ? {} : undefined
}

/** The schema of one entry of a map or a list; nothing is known of entries that differ in type. */
export function itemSchema(schema: TypeSchema | undefined): TypeSchema {
  if (!schema) return {}
  if (schema.items) return schema.items
  const open = openSchema(schema)
  const named = Object.values(schema.properties ?? {})
  const [first = {}, ...others] = open ? [...named, open] : named
  return others.every((other) => valueType(other) === valueType(first)) ? first : {}
}

/** The type that a schema names; a union of types, or none, is `any`. */
export function valueType(schema: TypeSchema | undefined): ValueType {
  if (!schema) return 'any'
  const { type, properties, enum: literals = [] } = schema
  if (typeof type === 'string') return names[type] ?? 'any'
  if (type) return commonType(type.map((name) => names[name] ?? 'any'))
  return properties ? 'map' : commonType(literals.map(literalType))
}

/** The type that holds all of these: an integer is a number, too. */
export function commonType(types: readonly ValueType[]): ValueType {
  const [first = 'any', ...rest] = new Set(types)
  if (rest.length === 0) return first
  return types.every((type) => type === 'integer' || type === 'number') ? 'number' : 'any'
}

/** The type of a literal. */
export function literalType(value: unknown): ValueType {
  if (typeof value === 'string' || typeof value === 'boolean') {
    return typeof value as 'string' | 'boolean' // `typeof` itself is not narrowed
  }
  if (typeof value === 'number') return Number.isInteger(value) ? 'integer' : 'number'
  return 'any'
}
