import { withOptions } from '../../platform/checked-options.ts'
import type { Component } from '../../platform/component.ts'
import type { Edge } from '../../platform/edge.ts'
import type { DeepPartial } from '../../schema/deep-partial.ts'
import type { ServiceValues } from '../../values/types/service.ts'
import { checkWorker } from '../service/check.ts'
import type { RunningOptions, WorkloadOptions } from '../service/model.ts'
import { runningComponent, runningFeatures, serviceModel } from '../service/service.ts'
import { workerKind } from './options.ts'

/** The values of a worker: those of a service without a Service. */
export type WorkerValues = Omit<ServiceValues, 'service'>

/** What a person says of a worker. */
export interface WorkerOptions<Uses extends readonly Edge[] = readonly Edge[]>
  extends WorkloadOptions<Uses>, RunningOptions {
  /** What its probes ask: a command, `{ exec: […] }`. Default: none. */
  readonly probes?: {
    readonly startup?: { readonly exec: readonly string[] } | false
    readonly liveness?: { readonly exec: readonly string[] } | false
    readonly readiness?: { readonly exec: readonly string[] } | false
  }
  /** Values that differ from the kind's defaults. */
  readonly values?: DeepPartial<WorkerValues>
}

/**
 * A program that nobody connects to, such as a consumer of a queue: Deployment, ServiceAccount,
 * ConfigMap, autoscaler, disruption budget, and a migration Job where it has one.
 */
export function worker<const Uses extends readonly Edge[] = readonly []>(
  options: WorkerOptions<Uses>,
): Component<'worker', WorkerValues, Uses> {
  return withOptions(workerKind, options, () => {
    const model = serviceModel(options, [], 'Worker')
    return {
      ...runningComponent(model, options),
      kind: 'worker',
      provides: 'worker',
      uses: options.uses ?? ([] as unknown as Uses), // no edges is the default of the type parameter
      features: runningFeatures(model),
      check: (context) => checkWorker(model, context),
    }
  })
}
