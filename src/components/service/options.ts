import type { KindHead } from '../../platform/checked-options.ts'
import {
  absolutePath,
  edges,
  type OptionsSchema,
  priority,
  sentence,
  texts,
  valuesOption,
} from '../../platform/options-schema.ts'
import type { Schema } from '../../values/schema.ts'
import type { ServiceValues } from '../../values/types/service.ts'
import { packageValues } from '../../values/values-schema.ts'
import type { ServiceOptions } from './service.ts'

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

/** What a person may say of a service. */
export const serviceKind: KindHead<ServiceValues> = {
  kind: 'service',
  provides: 'http',
  values: packageValues('service'),
  options: {
    type: 'object',
    additionalProperties: false,
    required: ['image', 'port'],
    properties: {
      description: sentence,
      image: { type: 'string', minLength: 1 },
      port: { type: 'integer' },
      uses: edges,
      migrate: texts,
      secrets: {
        type: 'object',
        additionalProperties: { type: 'object', additionalProperties: { type: 'string' } },
      },
      probes: {
        type: 'object',
        additionalProperties: false,
        properties: { liveness: absolutePath, readiness: absolutePath },
      },
      writable: { type: 'array', items: writableDirectory },
      priority,
      values: valuesOption,
    },
  } satisfies OptionsSchema<ServiceOptions>,
}
