import { accessFeatures } from '../../kubernetes/identity/access-model.ts'
import { defineKind, type MakeClient } from '../../platform/define-kind.ts'
import type { Edge } from '../../platform/edge.ts'
import { type ClientOptions, type CommonModel, optionsOf } from '../../platform/kind-options.ts'
import type { JobValues } from './values.ts'
import { valuesOf } from '../../schema/values-schema.ts'
import {
  containerFeatures,
  containerUses,
  filesRead,
  setValues,
  startWaits,
  waitValues,
  workloadKeys,
  workloadModel,
  type WorkloadOptions,
  workloadOptions,
  workloadSecrets,
} from '../workload/index.ts'
import { checkJob } from './check.ts'
import type { JobModel } from './model.ts'
import { jobTemplates } from './templates.ts'
import schema from './schema.json' with { type: 'json' }

/** What a person says of a job beside what may be said of every client. */
export interface JobOwn extends WorkloadOptions {
  /**
   * When it runs, as five cron fields or a word such as `@daily`; a value, too (`schedule.cron`).
   * Default: once for each version of its pod, as a release is installed or upgraded.
   */
  readonly schedule?: string
}

/** What a person says of a job. */
export type JobOptions<Uses extends readonly Edge[] = readonly Edge[]> = JobOwn &
  ClientOptions<JobValues, Uses>

/** Fills in what a person left out. */
function jobModel(said: JobOwn & Pick<CommonModel<JobValues>, 'priority' | 'uses'>): JobModel {
  const { schedule } = said
  return { ...workloadModel(said), ...(schedule === undefined ? {} : { schedule }) }
}

const kind = defineKind({
  kind: 'job',
  provides: 'job',
  isClient: true,
  values: valuesOf<JobValues>(schema, { isChecked: true }),
  options: optionsOf<JobOwn>({
    required: ['image'],
    properties: { ...workloadOptions, schedule: { type: 'string', minLength: 1 } },
  }),
  model: jobModel,
  description: ({ schedule }) => (schedule === undefined ? 'Job' : 'Scheduled job'),
  set: (context, model) => ({
    ...setValues(model, waitValues(startWaits(context))),
    ...(model.schedule === undefined ? {} : { schedule: { cron: model.schedule } }),
  }),
  features: (model) => [
    model.schedule === undefined ? 'once' : 'schedule',
    ...accessFeatures(model.access),
    ...containerFeatures(model),
  ],
  uses: containerUses,
  keys: (context, model) => workloadKeys(model, context, startWaits(context)),
  reads: filesRead,
  check: checkJob,
  secrets: (context, model) =>
    workloadSecrets(model, context, model.schedule === undefined ? ['run'] : []),
  templates: (context, model) => jobTemplates(model, context),
})

/**
 * A program that ends: a Job that runs once for each version of its pod, or a CronJob, with
 * ServiceAccount and ConfigMap.
 */
export const job: MakeClient<'job', JobValues, string, JobOwn> = kind.component
