import type { Schema } from '../../schema/schema.ts'

/** What pods may do with objects of the API. */
export interface ObjectRule {
  /** Groups of the API: `apps`, or `''` for the core. Default: the core. */
  readonly apiGroups?: readonly string[]
  /** Kinds in the plural, such as `pods` or `pods/log`. */
  readonly resources: readonly string[]
  /** `get`, `list`, `watch`, `create`, `update`, `patch`, `delete`, … */
  readonly verbs: readonly string[]
  /** Names of the objects. Default: all. */
  readonly resourceNames?: readonly string[]
}

/** What pods may ask of paths that are no objects, such as `/metrics`. */
export interface PathRule {
  readonly nonResourceURLs: readonly string[]
  readonly verbs: readonly string[]
}

/** What a person may say of the rights of a workload's pods. */
export interface AccessOptions {
  /** What its pods may do in their namespace: a Role. Only pods with rules have a token. */
  readonly rules?: readonly ObjectRule[]
  /** What they may do in the whole cluster: a ClusterRole. */
  readonly clusterRules?: readonly (ObjectRule | PathRule)[]
}

/** The rights of a workload's pods. */
export type Access = Required<AccessOptions>

const words: Schema = { type: 'array', minItems: 1, items: { type: 'string', minLength: 1 } }

const objectRule: Schema = {
  type: 'object',
  additionalProperties: false,
  required: ['resources', 'verbs'],
  properties: {
    apiGroups: { type: 'array', minItems: 1, items: { type: 'string' } },
    resources: words,
    verbs: words,
    resourceNames: words,
  },
}

const pathRule: Schema = {
  type: 'object',
  additionalProperties: false,
  required: ['nonResourceURLs', 'verbs'],
  properties: { nonResourceURLs: words, verbs: words },
}

/** What a person may say of rights. */
export const accessOptions: Readonly<Record<keyof AccessOptions, Schema>> = {
  rules: { type: 'array', minItems: 1, items: objectRule },
  clusterRules: {
    type: 'array',
    minItems: 1,
    items: {
      if: { type: 'object', required: ['nonResourceURLs'] },
      then: pathRule,
      else: objectRule,
    },
  },
}

/** The rights that options give; none where they say nothing. */
export function accessOf({ rules = [], clusterRules = [] }: AccessOptions): Access {
  return { rules, clusterRules }
}

/** Whether pods talk to the API server at all. */
export function hasRules({ rules, clusterRules }: Access): boolean {
  return rules.length > 0 || clusterRules.length > 0
}

/** The features of the schema that such a workload has. */
export function accessFeatures(access: Access): readonly string[] {
  return hasRules(access) ? ['global.apiServer'] : []
}
