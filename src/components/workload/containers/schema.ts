import { absolutePath, edges, texts } from '../../../platform/options-schema.ts'
import type { Schema } from '../../../schema/schema.ts'
import {
  filesOption,
  identifier,
  portOption,
  probe,
  probesOf,
  size,
  textMap,
  writableDirectory,
} from '../option-shapes.ts'
import type { ContainerOptions, PodOptions, SidecarOptions } from './options.ts'

/** A size, or a size in memory. */
const sharedVolume: Schema = {
  if: { type: 'object' },
  then: {
    type: 'object',
    additionalProperties: false,
    required: ['memory'],
    properties: { memory: size },
  },
  else: size,
}

/** A number that a container gets as a variable. */
export const setting: Schema = { type: 'integer', minimum: 0, maximum: 2_147_483_647 }

const volume: Schema = { type: 'string', minLength: 1 }

const mounts: Schema = {
  type: 'object',
  additionalProperties: {
    if: { type: 'object' },
    then: {
      type: 'object',
      additionalProperties: false,
      required: ['volume'],
      properties: { volume, readOnly: { type: 'boolean' } },
    },
    else: volume,
  },
}

const amounts: Schema = { type: 'object', additionalProperties: { type: ['string', 'number'] } }

/** Amounts that the values' own schema takes or refuses once they are there. */
const resources: Schema = {
  type: 'object',
  additionalProperties: false,
  properties: { requests: amounts, limits: amounts },
}

const container: Readonly<Record<keyof ContainerOptions, Schema>> = {
  image: { type: 'string', minLength: 1 },
  command: texts,
  args: texts,
  workingDir: absolutePath,
  env: textMap,
  inheritEnv: { type: 'boolean' },
  uses: edges,
  uid: identifier,
  gid: identifier,
  files: filesOption,
  writable: { type: 'array', items: writableDirectory },
  mounts,
  resources,
  settings: {
    type: 'object',
    propertyNames: {
      type: 'string',
      pattern: '^[a-z][a-zA-Z0-9]*$',
      patternErrorMessage: 'must begin with a lower-case letter and have letters and digits alone',
    },
    additionalProperties: setting,
  },
}

const sidecar: Readonly<Record<keyof SidecarOptions, Schema>> = {
  ...container,
  ports: { type: 'object', minProperties: 1, additionalProperties: portOption },
  probes: probesOf(probe),
  native: { type: 'boolean' },
}

const byName = (properties: Readonly<Record<string, Schema>>): Schema => ({
  type: 'object',
  additionalProperties: { type: 'object', additionalProperties: false, properties },
})

/** What may be said of an ambassador's container, which is native and listens where its port says. */
export const ambassadorContainer: Schema = {
  type: 'object',
  additionalProperties: false,
  required: ['image'],
  properties: { ...container, probes: sidecar.probes },
}

/** What may be said of the containers of a pod. */
export const podOptions: Readonly<Record<keyof PodOptions, Schema>> = {
  init: byName(container),
  sidecars: byName(sidecar),
  shared: { type: 'object', additionalProperties: sharedVolume },
  mounts,
}
