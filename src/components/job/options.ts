import type { KindHead } from '../../platform/checked-options.ts'
import { type OptionsSchema, valuesOption } from '../../platform/options-schema.ts'
import { workloadOptions } from '../service/options.ts'
import type { JobValues } from '../../values/types/job.ts'
import { packageValues } from '../../schema/values-schema.ts'
import type { JobOptions } from './job.ts'

/** What a person may say of a job. */
export const jobKind: KindHead<JobValues> = {
  kind: 'job',
  provides: 'job',
  values: packageValues('job'),
  options: {
    type: 'object',
    additionalProperties: false,
    required: ['image'],
    properties: {
      ...workloadOptions,
      schedule: { type: 'string', minLength: 1 },
      values: valuesOption,
    },
  } satisfies OptionsSchema<JobOptions>,
}
