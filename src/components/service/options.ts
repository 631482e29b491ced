import {
  type FurtherServices,
  furtherServicesOption,
} from '../../kubernetes/network/further-service-model.ts'
import { type CommonModel, type DescribedOptions, optionsOf } from '../../platform/kind-options.ts'
import {
  type ServiceValues,
  portOption,
  type PortOptions,
  portsOf,
  type ProbeOption,
  probes,
  type ReleaseOption,
  releaseOf,
  releaseOption,
  runningModel,
  type RunningOptions,
  runningOptions,
  type ServiceModel,
  type WorkloadOptions,
  workloadOptions,
} from '../workload/index.ts'

/** What a person says of a service beside what may be said of every client. */
export interface ServiceOwn extends WorkloadOptions, RunningOptions {
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
  /**
   * How a new version takes the place of the old one, by two sets of pods, each with its own image and
   * number, and no autoscaler. `blue-green`: the Service leads to the one which the value `active` names.
   * `canary`: it leads to both, and a gateway splits requests by its value `canaries.<service>.weight`.
   * Default: a few pods at a time.
   */
  readonly release?: ReleaseOption
  /**
   * Whether a profile may find it elsewhere, by `global.services.<component>.mode: external`: nothing is
   * rendered for it then, and callers and routes lead to the host that is said there. Default: false.
   */
  readonly external?: boolean
}

/** What a platform.ts that nobody compiled may say of a service. */
export const serviceOptions: DescribedOptions<ServiceOwn> = optionsOf<ServiceOwn>({
  required: ['image'],
  properties: {
    ...workloadOptions,
    ...runningOptions,
    port: { type: 'integer' },
    ports: { type: 'object', minProperties: 1, additionalProperties: portOption },
    services: furtherServicesOption,
    probes,
    release: releaseOption,
    external: { type: 'boolean' },
  },
})

/** A service with every default filled in, and how its ports were said. */
export interface ServicePortsModel extends ServiceModel {
  readonly isOnePort: boolean
  readonly hasBoth: boolean
}

/** Fills in what a person left out. */
export function serviceModel(
  said: ServiceOwn & Pick<CommonModel<ServiceValues>, 'priority' | 'uses'>,
): ServicePortsModel {
  const { port, ports } = said
  const release = said.release === undefined ? undefined : releaseOf(said.release)
  return {
    ...runningModel(said, portsOf(port, ports), { ...release?.services, ...said.services }),
    ...(release ? { release } : {}),
    isExternal: said.external ?? false,
    isOnePort: ports === undefined && port !== undefined,
    hasBoth: ports !== undefined && port !== undefined,
  }
}
