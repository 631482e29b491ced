/** The part of JSON Schema, OpenAPI and Kubernetes' extensions that the schemas are made of. */
export interface JsonSchema {
  readonly $ref?: string
  readonly type?: string | readonly string[]
  readonly format?: string
  readonly enum?: readonly unknown[]
  readonly nullable?: boolean
  readonly definitions?: SchemaMap
  readonly properties?: SchemaMap
  readonly items?: JsonSchema
  readonly additionalProperties?: JsonSchema | boolean
  readonly anyOf?: readonly JsonSchema[]
  readonly oneOf?: readonly JsonSchema[]
  readonly allOf?: readonly JsonSchema[]
  readonly not?: JsonSchema
  readonly 'x-kubernetes-int-or-string'?: boolean
  readonly 'x-kubernetes-preserve-unknown-fields'?: boolean
  readonly 'x-kubernetes-group-version-kind'?: readonly GroupVersionKind[]
  readonly [keyword: string]: unknown
}

export type SchemaMap = Readonly<Record<string, JsonSchema>>

/** What identifies a kind of object; the group of the core API is empty. */
export interface GroupVersionKind {
  readonly group: string
  readonly version: string
  readonly kind: string
}
