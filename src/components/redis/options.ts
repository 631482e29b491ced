import type { KindOptions } from '../../platform/checked-options.ts'
import {
  type OptionsSchema,
  priority,
  sentence,
  valuesOption,
} from '../../platform/options-schema.ts'
import type { RedisOptions } from './redis.ts'

/** What a person may say of such a store. */
export const redisKind: KindOptions = {
  kind: 'redis',
  provides: 'cache',
  options: {
    type: 'object',
    additionalProperties: false,
    properties: {
      description: sentence,
      priority,
      values: valuesOption,
    },
  } satisfies OptionsSchema<RedisOptions>,
}
