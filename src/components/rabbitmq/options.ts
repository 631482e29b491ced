import type { KindOptions } from '../../platform/checked-options.ts'
import {
  type OptionsSchema,
  priority,
  sentence,
  valuesOption,
} from '../../platform/options-schema.ts'
import type { RabbitmqOptions } from './rabbitmq.ts'

/** What a person may say of such a store. */
export const rabbitmqKind: KindOptions = {
  kind: 'rabbitmq',
  provides: 'queue',
  options: {
    type: 'object',
    additionalProperties: false,
    properties: {
      description: sentence,
      vhost: { type: 'string' },
      priority,
      values: valuesOption,
    },
  } satisfies OptionsSchema<RabbitmqOptions>,
}
