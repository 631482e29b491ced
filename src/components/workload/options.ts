import { accessOptions } from '../../kubernetes/identity/access-model.ts'
import { absolutePath, texts } from '../../platform/options-schema.ts'
import type { Schema } from '../../schema/schema.ts'
import { podOptions } from './containers/schema.ts'
import {
  filesOption,
  identifier,
  probe,
  probesOf,
  textMap,
  writableDirectory,
} from './option-shapes.ts'
import { metricsOption } from './metrics.ts'
import type { RunningOptions, WorkloadOptions } from './model.ts'
import { storageOptions } from './storage/storage.ts'

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

const variable: Schema = { type: 'string', minLength: 1 }

/** What may be said of every workload. */
export const workloadOptions: Readonly<Record<keyof WorkloadOptions, Schema>> = {
  image: { type: 'string', minLength: 1 },
  command: texts,
  args: texts,
  workingDir: absolutePath,
  env: textMap,
  place: {
    type: 'object',
    additionalProperties: false,
    properties: { region: variable, zone: variable, cluster: variable },
  },
  uid: identifier,
  gid: identifier,
  secrets: {
    type: 'object',
    'x-hint': "write secrets: { stripe: { 'api-key': 'STRIPE_API_KEY' } }",
    propertyNames: secretName,
    additionalProperties: { ...textMap, propertyNames: secretKey },
  },
  writable: { type: 'array', items: writableDirectory },
  files: filesOption,
  ...accessOptions,
  ...podOptions,
}

/** What may be said of a workload that runs all the time. */
export const runningOptions: Readonly<Record<keyof RunningOptions, Schema>> = {
  metrics: metricsOption,
  migrate: texts,
  ...storageOptions,
}

/** What the probes of a program may ask. */
export const probes: Schema = probesOf(probe)
