import { loadDefinition } from '../schema/load-schema.ts'
import type { Schema } from '../schema/schema.ts'

type RequiredKey<Options> = {
  [K in keyof Options]-?: undefined extends Options[K] ? never : K
}[keyof Options]

/**
 * The JSON Schema of what a person says of a component: `schema satisfies OptionsSchema<Options>`
 * holds it against the type, so that no option is left without a check.
 */
export type OptionsSchema<Options> = Schema & {
  readonly type: 'object'
  readonly additionalProperties: false
  readonly properties: { readonly [K in keyof Options]-?: Schema }
} & ([RequiredKey<Options>] extends [never]
    ? unknown
    : { readonly required: readonly RequiredKey<Options>[] })

/** A sentence on a component, for Chart.yaml and the documents. */
export const sentence: Schema = { type: 'string', minLength: 1 }

/** Importance when nodes run full. */
export const priority: Schema = { type: 'string', enum: ['critical', 'standard'] }

/** Key of a namespace: it ends the name of one, and is a key of the values. */
export const namespaceKey: Schema = {
  type: 'string',
  maxLength: 40,
  pattern: '^[a-z]([-a-z0-9]*[a-z0-9])?$',
  patternErrorMessage:
    'must have lower-case letters, digits and "-", and begin with a letter, since it ends the name of a namespace',
}

/** Labels of objects: keys and values that Kubernetes takes, and none that the chart sets itself. */
export function ownLabels(): Schema {
  const {
    propertyNames = {},
    patternProperties = {},
    additionalProperties = {},
  } = loadDefinition('extraLabels')
  return { type: 'object', propertyNames, patternProperties, additionalProperties }
}

/** Values that differ from the defaults; the schema of the values says what they may be. */
export const valuesOption: Schema = { type: 'object' }

/** A path of a URL or of a file system. */
export const absolutePath: Schema = {
  type: 'string',
  pattern: '^/',
  patternErrorMessage: 'must begin with a slash',
}

/** A list of texts, such as a command. */
export const texts: Schema = {
  type: 'array',
  items: { type: 'string' },
  'x-hint': "write a list with an entry for each argument: ['./run', '--fast']",
}

const edgesHint = "write uses: [database('postgresql')], a list of edges"

/** What may speak for a component; workloads know what a container may be. */
const ambassador = {
  type: 'object',
  additionalProperties: false,
  required: ['name', 'interface', 'port', 'env', 'container'],
  properties: {
    name: { type: 'string' },
    interface: { type: 'string' },
    port: { type: 'integer' },
    env: {},
    container: { type: 'object' },
    protocols: { type: 'array', items: { type: 'string' } },
    faults: {},
  },
} as const satisfies Schema

const edge = {
  type: 'object',
  'x-hint': edgesHint,
  additionalProperties: false,
  required: ['interface', 'to'],
  properties: {
    interface: { type: 'string' },
    to: { type: 'string' },
    as: { type: 'string' },
    env: {}, // `variableProblems` knows what both may be
    waitFor: { type: 'boolean' },
    port: { type: 'string' },
    service: { type: 'string' },
    account: { type: 'string' },
    secret: { type: 'string' },
    access: { type: 'string', enum: ['publish', 'subscribe'] },
    topics: { type: 'array', minItems: 1, items: { type: 'string' } },
    group: { type: 'string' },
    prefix: { type: 'string' },
    keyspace: { type: 'string' },
    options: { type: 'object' },
    via: ambassador,
    '~gives': {},
    cidrs: { type: 'array', minItems: 1, items: { type: 'string' } },
    ports: {
      type: 'array',
      minItems: 1,
      items: { type: 'integer', minimum: 1, maximum: 65_535 },
    },
  },
} as const satisfies Schema

/** Whom a component uses: what `database('…')` and its like give. */
export const edges: Schema = { type: 'array', items: edge, 'x-hint': edgesHint }
