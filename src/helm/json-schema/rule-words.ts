import { isTable } from '../merge/coalesce.ts'
import type { Schema } from '../../schema/schema.ts'

type Rule = (schema: Schema) => string

/** What a value must be by the keywords that our own schemas lack: the end of a sentence. */
export const foreignRules: Readonly<Record<string, Rule>> = {
  exclusiveMinimum: (schema) => `must be more than ${limit(schema, 'exclusiveMinimum', 'minimum')}`,
  exclusiveMaximum: (schema) => `must be less than ${limit(schema, 'exclusiveMaximum', 'maximum')}`,
  multipleOf: (schema) => `must be a multiple of ${told(schema, 'multipleOf')}`,
  format: (schema) => `must have the format ${told(schema, 'format')}, as Go reads it`,
  contains: () => 'must hold an item of the kind that the schema asks for (contains)',
  minContains: (schema) =>
    `must hold at least ${told(schema, 'minContains')} items of the kind that the schema asks for`,
  maxContains: (schema) =>
    `must hold at most ${told(schema, 'maxContains')} items of the kind that the schema asks for`,
  not: (schema) => `must not ${unwanted(keyword(schema, 'not'))}`,
  items: () => 'is one item too many',
  unevaluatedItems: () => 'is one item too many',
  metaschema: () => 'must be a JSON schema itself',
  circle: () => 'cannot be right: its schema refers to itself in a circle',
}

const keyword = (schema: Schema, name: string): unknown =>
  (schema as Readonly<Record<string, unknown>>)[name] // a schema of another hand

const told = (schema: Schema, name: string): string => String(keyword(schema, name))

/** In draft-04, `exclusiveMinimum: true` stands beside the minimum itself. */
function limit(schema: Schema, name: string, beside: string): string {
  return keyword(schema, name) === true ? told(schema, beside) : told(schema, name)
}

function unwanted(schema: unknown): string {
  const { required, enum: choices, const: only, type } = isTable(schema) ? schema : {}
  const keys = isTable(schema) ? Object.keys(schema) : []
  if (keys.length !== 1) return 'be what the schema excludes (not)'
  if (Array.isArray(required))
    return required.length === 1
      ? `have the key ${required[0]}`
      : `have ${required.join(' and ')} together`
  if (only !== undefined) return `be ${JSON.stringify(only)}`
  if (Array.isArray(choices))
    return `be one of ${choices.map((one) => JSON.stringify(one)).join(', ')}`
  return typeof type === 'string' ? `be of the type ${type}` : 'be what the schema excludes (not)'
}
