import { defineKind, type MakeClient } from '../../platform/define-kind.ts'
import type { Edge } from '../../platform/edge.ts'
import { type ClientOptions, type CommonModel, optionsOf } from '../../platform/kind-options.ts'
import { checkWorker } from './check.ts'
import {
  type ServiceValues,
  execProbes,
  runningFeatures,
  runningKind,
  runningValues,
  runningModel,
  type RunningOptions,
  runningOptions,
  type ServiceModel,
  type WorkloadOptions,
  workloadOptions,
} from '../workload/index.ts'

/** The values of a worker: those of a service without a Service. */
export type WorkerValues = Omit<ServiceValues, 'service'>

/** What a person says of a worker beside what may be said of every client. */
export interface WorkerOwn extends WorkloadOptions, RunningOptions {
  /** What its probes ask: a command, `{ exec: […] }`. Default: none. */
  readonly probes?: {
    readonly startup?: { readonly exec: readonly string[] } | false
    readonly liveness?: { readonly exec: readonly string[] } | false
    readonly readiness?: { readonly exec: readonly string[] } | false
  }
}

/** What a person says of a worker. */
export type WorkerOptions<Uses extends readonly Edge[] = readonly Edge[]> = WorkerOwn &
  ClientOptions<WorkerValues, Uses>

/** Fills in what a person left out: a worker has no ports. */
function workerModel(
  said: WorkerOwn & Pick<CommonModel<WorkerValues>, 'priority' | 'uses'>,
): ServiceModel {
  return runningModel(said, [])
}

const kind = defineKind({
  ...runningKind,
  kind: 'worker',
  provides: 'worker',
  isClient: true,
  values: runningValues<WorkerValues>(),
  options: optionsOf<WorkerOwn>({
    required: ['image'],
    properties: { ...workloadOptions, ...runningOptions, probes: execProbes },
  }),
  description: 'Worker',
  model: workerModel,
  features: runningFeatures,
  check: checkWorker,
})

/**
 * A program that nobody connects to, such as a consumer of a queue: Deployment or StatefulSet, ServiceAccount,
 * ConfigMap, autoscaler, disruption budget, and a migration Job where it has one.
 */
export const worker: MakeClient<'worker', WorkerValues, string, WorkerOwn> = kind.component
