import type { ICronJob } from 'kubernetes-models/batch/v1/CronJob'
import { at } from '../../template/node/expression.ts'
import { optional } from '../../template/node/structure.ts'
import type { Expr, Templated } from '../../template/node/templated.ts'
import type { ScheduleValues } from '../../values/types/definitions.ts'
import type { Naming } from '../naming.ts'
import { jobLimits, type JobLimits, jobPod, type JobPodOptions } from './hashed-job.ts'

/** What makes a Job by the clock. */
export interface CronJobOptions {
  readonly names: Naming
  /** At most 52 characters, since that of each Job has a time after it. */
  readonly name: Expr<string>
  readonly schedule: Expr<ScheduleValues>
  /** Default: what the schedule says. */
  readonly concurrencyPolicy?: 'Forbid'
  readonly limits: JobLimits
  readonly pod: JobPodOptions
}

/** A CronJob, with all values of its schedule. */
export function cronJob(options: CronJobOptions): Templated<ICronJob> {
  const { names, name, schedule, limits, pod } = options
  const metadata = { labels: names.labels }
  return {
    apiVersion: 'batch/v1',
    kind: 'CronJob',
    metadata: { name, ...metadata },
    spec: {
      schedule: at(schedule, 'cron'),
      timeZone: optional(at(schedule, 'timeZone')),
      suspend: at(schedule, 'suspend'),
      concurrencyPolicy: options.concurrencyPolicy ?? at(schedule, 'concurrencyPolicy'),
      startingDeadlineSeconds: optional(at(schedule, 'startingDeadlineSeconds')),
      successfulJobsHistoryLimit: at(schedule, 'successfulJobsHistoryLimit'),
      failedJobsHistoryLimit: at(schedule, 'failedJobsHistoryLimit'),
      jobTemplate: { metadata, spec: { ...jobLimits(limits), template: jobPod(pod) } },
    },
  }
}
