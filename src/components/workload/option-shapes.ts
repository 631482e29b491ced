import { absolutePath } from '../../platform/options-schema.ts'
import type { Schema } from '../../schema/schema.ts'

/** Size of a volume at most. */
export const size: Schema = {
  type: 'string',
  pattern: '^[1-9][0-9]*(Ki|Mi|Gi|Ti)$',
  patternErrorMessage: 'must be a size such as 64Mi',
}

/** A path, or a directory in memory. */
export const writableDirectory: Schema = {
  ...absolutePath,
  type: ['string', 'object'],
  additionalProperties: false,
  required: ['path', 'memory'],
  properties: {
    path: absolutePath,
    memory: size,
  },
}

/** Texts by name. */
export const textMap: Schema = { type: 'object', additionalProperties: { type: 'string' } }

/** Files by the paths where a container finds them: paths of the project, or texts. */
export const filesOption: Schema = {
  type: 'object',
  additionalProperties: {
    if: { type: 'object' },
    then: {
      type: 'object',
      additionalProperties: false,
      required: ['text'],
      properties: { text: { type: 'string' } },
    },
    else: { type: 'string', minLength: 1 },
  },
}

/** An id of a user or a group. */
export const identifier: Schema = { type: 'integer', minimum: 1, maximum: 2_147_483_647 }

/** A program with its arguments. */
const command: Schema = {
  type: 'array',
  minItems: 1,
  items: { type: 'string' },
  'x-hint': "write a list with an entry for each argument: { exec: ['./check'] }",
}

/** Nothing to ask. */
const off: Schema = { enum: [false] }

/** What a probe asks. */
export const probe: Schema = {
  if: { type: 'object' },
  then: {
    type: 'object',
    additionalProperties: false,
    minProperties: 1,
    properties: {
      http: absolutePath,
      grpc: { type: 'string' },
      tcp: { type: 'string' },
      exec: command,
      port: { type: 'string' },
    },
  },
  else: { if: { type: 'boolean' }, then: off, else: absolutePath },
}

/** The three probes, each of this form. */
export function probesOf(one: Schema): Schema {
  return {
    type: 'object',
    additionalProperties: false,
    properties: { startup: one, liveness: one, readiness: one },
  }
}

/** A port by its number, or with more to say. */
export const portOption: Schema = {
  if: { type: 'object' },
  then: {
    type: 'object',
    additionalProperties: false,
    required: ['port'],
    properties: {
      port: { type: 'integer' },
      protocol: { type: 'string', enum: ['grpc', 'http', 'tcp', 'udp'] },
      service: { type: 'boolean' },
    },
  },
  else: { type: 'integer' },
}
