import { withOptions } from '../../platform/checked-options.ts'
import type { Component } from '../../platform/component.ts'
import type { Edge } from '../../platform/edge.ts'
import type { DeepPartial } from '../../schema/deep-partial.ts'
import type { JobValues } from '../../values/types/job.ts'
import { checkWorkload } from '../service/check.ts'
import { workloadKeys, workloadNames, workloadSecrets } from '../service/contract.ts'
import { workloadModel, type WorkloadModel, type WorkloadOptions } from '../service/model.ts'
import { startWaits, waitValues } from '../service/waits.ts'
import { jobKind } from './options.ts'
import { jobTemplates } from './templates.ts'
import { setValues } from '../service/model.ts'

/** What a person says of a job. */
export interface JobOptions<
  Uses extends readonly Edge[] = readonly Edge[],
> extends WorkloadOptions<Uses> {
  /**
   * When it runs, as five cron fields or a word such as `@daily`; a value, too (`schedule.cron`).
   * Default: once for each version of its pod, as a release is installed or upgraded.
   */
  readonly schedule?: string
  /** Values that differ from the kind's defaults. */
  readonly values?: DeepPartial<JobValues>
}

/** A job with every default filled in. */
export interface JobModel extends WorkloadModel {
  readonly isScheduled: boolean
}

/**
 * A program that ends: a Job that runs once for each version of its pod, or a CronJob, with
 * ServiceAccount and ConfigMap.
 */
export function job<const Uses extends readonly Edge[] = readonly []>(
  options: JobOptions<Uses>,
): Component<'job', JobValues, Uses> {
  return withOptions(jobKind, options, () => {
    const { schedule } = options
    const isScheduled = schedule !== undefined
    const description = isScheduled ? 'Scheduled job' : 'Job'
    const model: JobModel = { ...workloadModel(options, description), isScheduled }
    return {
      kind: 'job',
      provides: 'job',
      description: model.description,
      uses: options.uses ?? ([] as unknown as Uses), // no edges is the default of the type parameter
      values: (context) => jobValues(options, waitValues(startWaits(context))),
      features: [isScheduled ? 'schedule' : 'once'],
      keys: (context) => workloadKeys(model, context, startWaits(context)),
      reads: Object.values(model.files),
      check: (context) => checkWorkload(model, workloadNames(model, context), context),
      secrets: (context) => workloadSecrets(model, context, isScheduled ? [] : ['run']),
      templates: (context) => jobTemplates(model, context),
    }
  })
}

function jobValues(
  options: JobOptions,
  waits: DeepPartial<JobValues['waits']>,
): DeepPartial<JobValues> {
  const { schedule, values } = options
  return {
    ...values,
    ...setValues(options, values, waits),
    ...(schedule === undefined ? {} : { schedule: { cron: schedule, ...values?.schedule } }),
  }
}
