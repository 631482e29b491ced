import type { KindOptions } from '../../platform/checked-options.ts'
import {
  type OptionsSchema,
  priority,
  sentence,
  valuesOption,
} from '../../platform/options-schema.ts'
import type { PostgresqlOptions } from './postgresql.ts'

/** What a person may say of such a store. */
export const postgresqlKind: KindOptions = {
  kind: 'postgresql',
  provides: 'database',
  options: {
    type: 'object',
    additionalProperties: false,
    properties: {
      description: sentence,
      priority,
      values: valuesOption,
    },
  } satisfies OptionsSchema<PostgresqlOptions>,
}
