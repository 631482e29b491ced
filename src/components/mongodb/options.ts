import type { KindOptions } from '../../platform/checked-options.ts'
import {
  type OptionsSchema,
  priority,
  sentence,
  valuesOption,
} from '../../platform/options-schema.ts'
import type { MongodbOptions } from './mongodb.ts'

/** What a person may say of such a store. */
export const mongodbKind: KindOptions = {
  kind: 'mongodb',
  provides: 'documents',
  options: {
    type: 'object',
    additionalProperties: false,
    properties: {
      description: sentence,
      priority,
      values: valuesOption,
    },
  } satisfies OptionsSchema<MongodbOptions>,
}
