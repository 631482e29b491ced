import { defineKind, type MakeClient } from '../../platform/define-kind.ts'
import type { Edge } from '../../platform/edge.ts'
import { type ClientOptions, type CommonModel, optionsOf } from '../../platform/kind-options.ts'
import { checkWorker } from './check.ts'
import {
  type ServiceValues,
  portOption,
  type PortOptions,
  portsOf,
  type ProbeOption,
  probes,
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
  /**
   * Ports of its container by name, such as that of its metrics. There is no Service: the pods of
   * `allowFrom` reach them, and its probes. Default: none.
   */
  readonly ports?: Readonly<Record<string, number | Omit<PortOptions, 'service'>>>
  /** What its probes ask. Default: nothing; the start is over once it is alive. */
  readonly probes?: {
    readonly startup?: ProbeOption
    readonly liveness?: ProbeOption
    readonly readiness?: ProbeOption
  }
}

/** What a person says of a worker. */
export type WorkerOptions<Uses extends readonly Edge[] = readonly Edge[]> = WorkerOwn &
  ClientOptions<WorkerValues, Uses>

/** Fills in what a person left out. Ports of its own say nothing of paths that a probe could ask. */
function workerModel(
  said: WorkerOwn & Pick<CommonModel<WorkerValues>, 'priority' | 'uses'>,
): ServiceModel {
  const asked = { liveness: false, readiness: false, ...said.probes } as const
  return runningModel({ ...said, probes: asked }, portsOf(undefined, said.ports, false))
}

const kind = defineKind({
  ...runningKind,
  kind: 'worker',
  provides: 'worker',
  isClient: true,
  values: runningValues<WorkerValues>(),
  options: optionsOf<WorkerOwn>({
    required: ['image'],
    properties: {
      ...workloadOptions,
      ...runningOptions,
      ports: { type: 'object', minProperties: 1, additionalProperties: portOption },
      probes,
    },
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
