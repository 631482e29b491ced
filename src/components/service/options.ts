import type { KindOptions } from '../../platform/checked-options.ts'
import {
  absolutePath,
  edges,
  type OptionsSchema,
  priority,
  sentence,
  texts,
  valuesOption,
} from '../../platform/options-schema.ts'
import type { ServiceOptions } from './service.ts'

/** What a person may say of a service. */
export const serviceKind: KindOptions = {
  kind: 'service',
  provides: 'http',
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
      writable: { type: 'array', items: absolutePath },
      priority,
      values: valuesOption,
    },
  } satisfies OptionsSchema<ServiceOptions>,
}
