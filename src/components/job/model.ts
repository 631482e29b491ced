import type { WorkloadModel } from '../workload/index.ts'

/** A job with every default filled in. */
export interface JobModel extends WorkloadModel {
  /** When it runs; absent where it runs once. */
  readonly schedule?: string
}
