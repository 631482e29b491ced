import type { KindHead } from '../../platform/checked-options.ts'
import { type OptionsSchema, valuesOption } from '../../platform/options-schema.ts'
import { execProbes, runningOptions, workloadOptions } from '../service/options.ts'
import { packageValues } from '../../schema/values-schema.ts'
import type { WorkerOptions, WorkerValues } from './worker.ts'

/** What a person may say of a worker. */
export const workerKind: KindHead<WorkerValues> = {
  kind: 'worker',
  provides: 'worker',
  values: packageValues('service'),
  options: {
    type: 'object',
    additionalProperties: false,
    required: ['image'],
    properties: {
      ...workloadOptions,
      ...runningOptions,
      probes: execProbes,
      values: valuesOption,
    },
  } satisfies OptionsSchema<WorkerOptions>,
}
