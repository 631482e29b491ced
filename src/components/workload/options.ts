import { absolutePath, texts } from '../../platform/options-schema.ts'
import type { Schema } from '../../schema/schema.ts'
import type { RunningOptions, WorkloadOptions } from './model.ts'

/** A path, or a directory in memory. */
const writableDirectory = {
  ...absolutePath,
  type: ['string', 'object'],
  additionalProperties: false,
  required: ['path', 'memory'],
  properties: {
    path: absolutePath,
    memory: {
      type: 'string',
      pattern: '^[1-9][0-9]*(Ki|Mi|Gi)$',
      patternErrorMessage: 'must be a size such as 64Mi',
    },
  },
} as const satisfies Schema

const textMap: Schema = { type: 'object', additionalProperties: { type: 'string' } }

const secretName: Schema = {
  type: 'string',
  pattern: '^[a-z0-9]([-a-z0-9]*[a-z0-9])?$',
  patternErrorMessage:
    'must have lower-case letters, digits and "-", since it ends the name of a Secret',
}

const secretKey: Schema = {
  type: 'string',
  pattern: '^[-._a-zA-Z0-9]+$',
  patternErrorMessage: 'must have letters, digits, "-", "_" and ".", since it is a key of a Secret',
}

const identifier: Schema = { type: 'integer', minimum: 1, maximum: 2_147_483_647 }

/** What may be said of every workload. */
export const workloadOptions: Readonly<Record<keyof WorkloadOptions, Schema>> = {
  image: { type: 'string', minLength: 1 },
  command: texts,
  args: texts,
  workingDir: absolutePath,
  env: textMap,
  uid: identifier,
  gid: identifier,
  secrets: {
    type: 'object',
    propertyNames: secretName,
    additionalProperties: { ...textMap, propertyNames: secretKey },
  },
  writable: { type: 'array', items: writableDirectory },
  files: { type: 'object', additionalProperties: { type: 'string', minLength: 1 } },
}

/** What may be said of a workload that runs all the time. */
export const runningOptions: Readonly<Record<keyof RunningOptions, Schema>> = {
  migrate: texts,
}

const command: Schema = { type: 'array', minItems: 1, items: { type: 'string' } }

const off: Schema = { enum: [false] }

/** Probes of a program without ports. */
export const execProbes: Schema = probesOf({
  if: { type: 'boolean' },
  then: off,
  else: {
    type: 'object',
    additionalProperties: false,
    required: ['exec'],
    properties: { exec: command },
  },
})

/** What a probe of a program with ports may be. */
const probe: Schema = {
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

/** Probes of a program with ports. */
export const probes: Schema = probesOf(probe)

function probesOf(one: Schema): Schema {
  return {
    type: 'object',
    additionalProperties: false,
    properties: { startup: one, liveness: one, readiness: one },
  }
}

/** A port, by its number or in full. */
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
