import { mapValues, type Value } from '../values/value.ts'

/** The part of JSON Schema (draft-07) that schemas of values use, and our own keywords. */
export interface Schema {
  readonly $schema?: string
  readonly $ref?: string
  readonly $comment?: string
  readonly definitions?: Schemas
  readonly title?: string
  readonly description?: string
  readonly default?: Value
  /** The value is secret. */
  readonly writeOnly?: boolean
  readonly type?: string | readonly string[]
  readonly enum?: readonly Value[]
  readonly const?: Value
  readonly minimum?: number
  readonly maximum?: number
  readonly minLength?: number
  readonly maxLength?: number
  readonly pattern?: string
  readonly patternErrorMessage?: string
  readonly errorMessage?: string
  /** What to write where a person wrote something of another form; for the options of a model. */
  readonly 'x-hint'?: string
  /** Keeps the key out of what editors offer. */
  readonly doNotSuggest?: boolean
  readonly items?: Schema
  readonly minItems?: number
  readonly maxItems?: number
  readonly uniqueItems?: boolean
  readonly properties?: Schemas
  readonly required?: readonly string[]
  readonly additionalProperties?: boolean | Schema
  readonly patternProperties?: Readonly<Record<string, false>>
  readonly propertyNames?: Schema
  readonly minProperties?: number
  readonly maxProperties?: number
  readonly dependencies?: Schemas
  readonly not?: Schema
  readonly if?: Schema
  readonly then?: Schema
  readonly else?: Schema
  /** TypeScript type of the value, where Kubernetes' own type says more than the schema. */
  readonly tsType?: string
  /** Keeps the property only where the component has this feature. */
  readonly 'x-when'?: string
  /** Replaces the map by an object with one property for each name of this set. */
  readonly 'x-keys'?: string
  /** Refuses as keys of the map the names of this set, which the chart itself uses. */
  readonly 'x-reserved'?: string
}

/** Schemas by name. */
export type Schemas = Readonly<Record<string, Schema>>

type Change = (child: Schema, key?: string) => Schema

const schemaKeywords = [
  'additionalProperties',
  'propertyNames',
  'items',
  'not',
  'if',
  'then',
  'else',
] as const
const schemasKeywords = ['properties', 'definitions', 'dependencies'] as const

/**
 * The schema with each schema directly inside it changed. What does not change stays the same
 * object, so that schemas of many components share their parts and comparing them is cheap.
 */
export function mapChildren(schema: Schema, change: Change): Schema {
  const changed: { -readonly [K in keyof Schema]: Schema[K] } = {}
  for (const keyword of schemasKeywords) {
    const schemas = schema[keyword]
    const mapped = schemas && mapSchemas(schemas, change)
    if (mapped !== schemas && mapped) changed[keyword] = mapped
  }
  for (const keyword of schemaKeywords) {
    const child = schema[keyword]
    const mapped = typeof child === 'object' ? change(child) : child
    if (mapped !== child && typeof mapped === 'object') changed[keyword] = mapped
  }
  return Object.keys(changed).length === 0 ? schema : { ...schema, ...changed }
}

function mapSchemas(schemas: Schemas, change: Change): Schemas {
  const mapped = mapValues(schemas, change)
  return Object.keys(schemas).every((key) => mapped[key] === schemas[key]) ? schemas : mapped
}

/** The schemas directly inside a schema, with the key of each that has one. */
export function childrenOf(
  schema: Schema,
): readonly { readonly child: Schema; readonly key?: string }[] {
  const named = schemasKeywords.flatMap((keyword) =>
    Object.entries(schema[keyword] ?? {}).map(([key, child]) => ({ key, child })),
  )
  const single = schemaKeywords.flatMap((keyword) => {
    const child = schema[keyword]
    return typeof child === 'object' ? [{ child }] : []
  })
  return [...named, ...single]
}

/**
 * The keys of a section, each with a default of its own. Undefined for a leaf, whose default holds
 * as a whole: a value, a list, a map of any keys, or one whose keys are all optional.
 */
export function sectionKeys({ properties, default: whole }: Schema): Schemas | undefined {
  return whole === undefined ? properties : undefined
}

/** The schema, which then says nothing of a default. */
export function withoutDefault(schema: Schema): Schema {
  const { default: _, ...rest } = schema
  return rest
}
