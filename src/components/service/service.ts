import { defineKind, type MakeClient } from '../../platform/define-kind.ts'
import type { Variables } from '../../platform/connection-parts.ts'
import type { Edge, EdgeOptions, ViaOptions } from '../../platform/edge.ts'
import type { ClientOptions } from '../../platform/kind-options.ts'
import {
  type ServiceValues,
  type HttpPart,
  callGives,
  healthOf,
  metricsPorts,
  numbersOf,
  podPorts,
  reachedPorts,
  runningFeatures,
  runningKind,
  runningValues,
  serviceConnection,
  servicesOf,
  serviceRole,
  servicesStructure,
} from '../workload/index.ts'
import { checkService } from './check.ts'
import { serviceModel, type ServiceOwn, serviceOptions } from './options.ts'

/** What a person says of a service. */
export type ServiceOptions<Uses extends readonly Edge[] = readonly Edge[]> = ServiceOwn &
  ClientOptions<ServiceValues, Uses>

const kind = defineKind({
  ...runningKind,
  kind: 'service',
  provides: 'http',
  isClient: true,
  values: runningValues<ServiceValues>(),
  options: serviceOptions,
  description: 'HTTP service',
  model: serviceModel,
  metrics: (model) => metricsPorts(model, 'http'),
  features: (model) => ['service', ...runningFeatures(model), ...servicesStructure(model).features],
  connection: (model) => ({
    ...serviceConnection(podPorts(model), {
      isExternal: model.isExternal,
      further: servicesOf(model),
    }),
    ...(model.release?.strategy === 'canary' ? { canary: true as const } : {}),
  }),
  gives: callGives,
  clientAccess: (model) => ({
    role: serviceRole,
    ports: numbersOf(reachedPorts(model), 'TCP'),
    udpPorts: numbersOf(reachedPorts(model), 'UDP'),
    ...(model.isExternal ? { elsewhere: reachedPorts(model) } : {}),
  }),
  health: healthOf,
  check: checkService,
})

/**
 * A service: Deployment or StatefulSet, Service, ServiceAccount, ConfigMap, autoscaler, disruption budget,
 * network policies, and a migration Job where it has one.
 */
export const service: MakeClient<'http', ServiceValues, HttpPart, ServiceOwn> = kind.component

/** What an edge to another service may say. */
export interface CallOptions<Env extends Variables = Variables> extends Omit<
  EdgeOptions<Env>,
  'account' | 'secret'
> {
  /** Name of one of its ports. Default: the first one of its Service. */
  readonly port?: string
  /**
   * Name of a further Service of it, such as a headless one, whose name stands for the addresses of all
   * pods. Default: its first Service.
   */
  readonly service?: string
}

/**
 * Requests to another service: `USERS_URL` for a service called `users`, or `USERS_ADDRESS` for a port
 * that does not speak HTTP.
 */
export const call = <
  const To extends string,
  const Env extends Variables = Variables,
  const For extends string = 'http',
>(
  to: To,
  options: CallOptions<Env> & ViaOptions<'http', For> = {},
): Edge<'http', To, Env> => kind.edge(to, options)
