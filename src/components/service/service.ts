import type { Component } from '../../platform/component.ts'
import type { Edge } from '../../platform/edge.ts'
import type { DeepPartial } from '../../schema/deep-partial.ts'
import type { ServiceValues } from '../../values/types/service.ts'
import { type HttpPart, serviceConnection } from './connection.ts'
import { checkService } from './check.ts'
import { serviceKeys, serviceRole, serviceSecrets } from './contract.ts'
import {
  type PortOptions,
  type ProbeOption,
  type RunningOptions,
  type ServiceModel,
  type WorkloadOptions,
  workloadModel,
} from './model.ts'
import { portsOf } from './ports.ts'
import type { FurtherServices } from '../../kubernetes/further-service-model.ts'
import { transport } from '../../kubernetes/offered-port.ts'
import { reachedPorts, servicesStructure } from './further-services.ts'
import { defaultProbes, healthOf, probesOf } from './probes.ts'
import { waitsOf, waitValues } from './waits.ts'
import { serviceTemplates } from './templates.ts'
import { withOptions } from '../../platform/checked-options.ts'
import { serviceKind } from './options.ts'
import { setValues } from './model.ts'

/** What a person says of a service. */
export interface ServiceOptions<Uses extends readonly Edge[] = readonly Edge[]>
  extends WorkloadOptions<Uses>, RunningOptions {
  /** Port that it listens on, for HTTP; its Service has the same. */
  readonly port?: number
  /** Its ports by name, in place of `port`: `{ http: 8080, grpc: { port: 9090, protocol: 'grpc' } }`. */
  readonly ports?: Readonly<Record<string, number | PortOptions>>
  /**
   * Services beside its own, by name: `{ public: { type: 'LoadBalancer' } }` is the Service
   * `<release>-<component>-public`. Annotations, source ranges and fixed ports of the nodes are values.
   */
  readonly services?: FurtherServices
  /**
   * What its probes ask. Defaults: `/health` and `/ready` where its first port speaks HTTP, gRPC's
   * health service where it speaks that, and whether the port is open otherwise; the start is over once
   * it is alive.
   */
  readonly probes?: {
    readonly startup?: ProbeOption
    readonly liveness?: ProbeOption
    readonly readiness?: ProbeOption
  }
  /** Values that differ from the kind's defaults. */
  readonly values?: DeepPartial<ServiceValues>
}

/**
 * A stateless service: Deployment, Service, ServiceAccount, ConfigMap, autoscaler, disruption budget,
 * network doors, and a migration Job where it has one.
 */
export function service<const Uses extends readonly Edge[] = readonly []>(
  options: ServiceOptions<Uses>,
): Component<'http', ServiceValues, Uses, HttpPart> {
  return withOptions(serviceKind, options, () => {
    const ports = portsOf(options.port, options.ports)
    const model = serviceModel(options, ports, 'HTTP service')
    const health = healthOf(model)
    const reached = reachedPorts(model)
    return {
      ...runningComponent(model, options),
      kind: 'service',
      provides: 'http',
      uses: options.uses ?? ([] as unknown as Uses), // no edges is the default of the type parameter
      features: ['service', ...runningFeatures(model), ...servicesStructure(model).features],
      connection: serviceConnection(ports),
      door: {
        role: serviceRole,
        ports: numbersOf(reached, 'TCP'),
        udpPorts: numbersOf(reached, 'UDP'),
      },
      ...(health ? { health } : {}),
      check: (context) => checkService(model, context, options),
    }
  })
}

function numbersOf(ports: ServiceModel['ports'], over: 'TCP' | 'UDP'): readonly number[] {
  return ports.filter((one) => transport(one) === over).map(({ port }) => port)
}

/** The model of a workload that runs all the time. */
export function serviceModel(
  options: ServiceOptions,
  ports: ServiceModel['ports'],
  description: string,
): ServiceModel {
  const probes = { ...defaultProbes(ports), ...options.probes }
  return {
    ...workloadModel(options, description),
    ports,
    services: options.services ?? {},
    migrate: options.migrate ?? [],
    probes: { startup: probes.liveness, ...probes },
    priority: options.priority ?? 'standard',
  }
}

/** What services and workers have in common as components. */
export function runningComponent(
  model: ServiceModel,
  options: ServiceOptions,
): Pick<
  Component<string, ServiceValues>,
  'description' | 'keys' | 'reads' | 'secrets' | 'shape' | 'templates' | 'values'
> {
  return {
    description: model.description,
    values: (context) => ({
      ...options.values,
      ...setValues(options, options.values, waitValues(waitsOf(model, context))),
    }),
    keys: (context) => serviceKeys(model, context),
    secrets: (context) => serviceSecrets(model, context),
    reads: Object.values(model.files),
    shape: ({ uses, files }) => {
      const { image: _, description: _text, ...structure } = model
      return [structure, uses, [...files]]
    },
    templates: (context) => serviceTemplates(model, context),
  }
}

/** The features of a workload that runs all the time. */
export function runningFeatures(model: ServiceModel): readonly string[] {
  const probes = Object.keys(probesOf(model)).map((name) => `${name}Probe`)
  return ['autoscaling', ...probes, ...(model.migrate.length > 0 ? ['migration'] : [])]
}
