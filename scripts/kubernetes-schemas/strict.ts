import type { JsonSchema, SchemaMap } from './json-schema.ts'

/**
 * Makes a schema of Kubernetes as strict as the API server's field validation: a field that is not
 * declared is an error. Descriptions go, annotations that server-side apply merges by stay.
 */
export function strict(schema: JsonSchema): JsonSchema {
  if (schema.$ref !== undefined) return { $ref: schema.$ref }
  return { ...leaf(schema), ...fields(schema), ...alternatives(schema) }
}

/** What the API server's decoder demands of a format. */
const formats: Readonly<Record<string, JsonSchema>> = {
  byte: { pattern: '^[A-Za-z0-9+/\\r\\n]*={0,2}[\\r\\n]*$' },
  int32: { minimum: -(2 ** 31), maximum: 2 ** 31 - 1 },
}

/** Keywords that mean the same in OpenAPI and JSON Schema, and what server-side apply reads. */
const kept = [
  'required',
  'enum',
  'pattern',
  'minimum',
  'maximum',
  'exclusiveMinimum',
  'exclusiveMaximum',
  'minLength',
  'maxLength',
  'minItems',
  'maxItems',
  'minProperties',
  'maxProperties',
  'uniqueItems',
  'x-kubernetes-list-type',
  'x-kubernetes-list-map-keys',
]

function leaf(schema: JsonSchema): JsonSchema {
  const picked = Object.entries(schema).filter(([keyword]) => kept.includes(keyword))
  return { ...type(schema), ...formats[schema.format ?? ''], ...Object.fromEntries(picked) }
}

function type(schema: JsonSchema): JsonSchema {
  if (schema['x-kubernetes-int-or-string'] || schema.format === 'int-or-string')
    return { type: ['integer', 'string'] }
  if (schema.type === undefined) return {}
  return { type: schema.nullable ? [schema.type, 'null'].flat() : schema.type }
}

function fields(schema: JsonSchema): JsonSchema {
  const { properties, items, additionalProperties } = schema
  return {
    ...(properties && { properties: mapSchemas(properties, strict) }),
    ...(items && { items: strict(items) }),
    ...(typeof additionalProperties === 'object'
      ? { additionalProperties: strict(additionalProperties) }
      : closes(schema) && { additionalProperties: false }),
  }
}

function closes(schema: JsonSchema): boolean {
  return (
    schema.properties !== undefined &&
    schema.additionalProperties === undefined &&
    !schema['x-kubernetes-preserve-unknown-fields']
  )
}

/** Branches say something of fields that are declared beside them, so they close nothing. */
function alternatives({ anyOf, oneOf, allOf, not }: JsonSchema): JsonSchema {
  return {
    ...(anyOf && { anyOf: anyOf.map(bare) }),
    ...(oneOf && { oneOf: oneOf.map(bare) }),
    ...(allOf && { allOf: allOf.map(bare) }),
    ...(not && { not: bare(not) }),
  }
}

function bare(schema: JsonSchema): JsonSchema {
  const { properties, items } = schema
  return {
    ...leaf(schema),
    ...(properties && { properties: mapSchemas(properties, bare) }),
    ...(items && { items: bare(items) }),
    ...alternatives(schema),
  }
}

function mapSchemas(schemas: SchemaMap, change: (schema: JsonSchema) => JsonSchema): SchemaMap {
  return Object.fromEntries(Object.entries(schemas).map(([name, value]) => [name, change(value)]))
}
