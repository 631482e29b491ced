import type { Draft } from './draft.ts'
import type { ExactNumber } from './exact-number.ts'
import type { Pattern } from './re2.ts'

/** A schema made ready to judge values: its references are followed, its patterns compiled. */
export interface SchemaNode {
  /** As it is written. */
  readonly schema: unknown
  readonly draft: Draft
  /** The schemas that a dynamic reference finds by name in the resource of this one. */
  dynamic: ReadonlyMap<string, SchemaNode>
  /** The schema of the resource that this one lies in. */
  resource: SchemaNode | undefined
  rules: Rules
}

/** The keywords of a schema that ask for something. */
export interface Rules {
  /** A schema that takes everything, or nothing. */
  readonly always?: boolean
  /** Takes what is a schema of this draft. */
  readonly metaschema?: Draft
  readonly types?: readonly string[]
  readonly constant?: { readonly value: unknown }
  readonly choices?: readonly unknown[]
  readonly format?: string
  readonly reference?: SchemaNode
  readonly recursive?: { readonly target: SchemaNode; readonly isDynamic: boolean }
  readonly dynamic?: { readonly target: SchemaNode; readonly name: string | undefined }
  readonly minimum?: Limit
  readonly maximum?: Limit
  readonly exclusiveMinimum?: Limit
  readonly exclusiveMaximum?: Limit
  readonly multipleOf?: Limit
  readonly minLength?: number
  readonly maxLength?: number
  readonly pattern?: Pattern
  readonly minItems?: number
  readonly maxItems?: number
  readonly uniqueItems?: boolean
  /** One schema an item, from the first on. */
  readonly firstItems?: readonly SchemaNode[]
  /** For the items behind those. */
  readonly items?: SchemaNode
  readonly contains?: SchemaNode
  readonly minContains?: number
  readonly maxContains?: number
  readonly minProperties?: number
  readonly maxProperties?: number
  readonly required?: readonly string[]
  readonly properties?: ReadonlyMap<string, SchemaNode>
  readonly patternProperties?: readonly (readonly [Pattern, SchemaNode])[]
  readonly additionalProperties?: SchemaNode
  readonly propertyNames?: SchemaNode
  /** What the presence of a key asks for. */
  readonly dependents?: readonly Dependent[]
  readonly not?: SchemaNode
  readonly allOf?: readonly SchemaNode[]
  readonly anyOf?: readonly SchemaNode[]
  readonly oneOf?: readonly SchemaNode[]
  readonly condition?: SchemaNode
  readonly whenMet?: SchemaNode
  readonly whenUnmet?: SchemaNode
  readonly unevaluatedItems?: SchemaNode
  readonly unevaluatedProperties?: SchemaNode
}

/** What a map must be that has a key. */
export interface Dependent {
  readonly keyword: 'dependencies' | 'dependentRequired' | 'dependentSchemas'
  readonly key: string
  /** Keys that it must have as well, or a schema that it must fit. */
  readonly asks: readonly string[] | SchemaNode
}

export type Limit = number | ExactNumber
