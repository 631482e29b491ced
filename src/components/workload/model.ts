import {
  type Access,
  accessOf,
  type AccessOptions,
} from '../../kubernetes/identity/access-model.ts'
import type { Measured } from '../../kubernetes/monitoring/metrics-port.ts'
import type { FurtherServices } from '../../kubernetes/network/further-service-model.ts'
import type { OfferedPort, Protocol } from '../../kubernetes/network/offered-port.ts'
import type { ProbeAction } from '../../kubernetes/pod/probe.ts'
import type { Priority } from '../../kubernetes/pod/scheduling.ts'
import type { Edge } from '../../platform/edge.ts'
import type { DeepPartial } from '../../schema/deep-partial.ts'
import type { GlobalValues } from '../../values/types/global.ts'
import { type Mounting, type PodModel, podModel } from './containers/model.ts'
import { containerValues } from './containers/values.ts'
import type { PodOptions } from './containers/options.ts'
import { imageValues } from './image-values.ts'
import type { ServiceValues } from './values.ts'
import type { Release } from './release/release.ts'
import type { PodOrder, StorageOptions, StoredVolume } from './storage/storage.ts'

/** A port of a service, where its number does not say all. */
export interface PortOptions {
  readonly port: number
  /** Default: `http`. */
  readonly protocol?: Protocol
  /** Whether the Service has it, so that others can use it. Default: true. */
  readonly service?: boolean
}

/** What a probe asks; `port` is the name of one, by default the first that speaks this. */
export type ProbeOptions =
  | { readonly http: string; readonly port?: string }
  | { readonly grpc: string; readonly port?: string }
  | { readonly tcp: string }
  | { readonly exec: readonly string[] }

/** A probe: a path that is asked by HTTP, something else to ask, or none. */
export type ProbeOption = string | ProbeOptions | false

/** A directory in memory, which counts for the memory limit of the container that writes to it. */
export interface InMemory {
  readonly path: string
  /** Size at most, such as `64Mi`. */
  readonly memory: string
}

/** What a file holds: the path of a file or a directory of the project, or the text itself. */
export type FileSource = string | { readonly text: string }

/** A directory that a workload may write to. */
export type WritableDirectory = { readonly path: string } | InMemory

/** What is known of the place of a release → the variable that has it. */
export type PlaceVariables = { readonly [K in keyof GlobalValues['place']]?: string }

/** What a person may say of every workload. */
export interface WorkloadOptions extends AccessOptions, PodOptions {
  /** Its image, such as `shop/users` or `registry.example.com/shop/users`; tag and digest are values. */
  readonly image: string
  /** Program to run in place of the image's own. */
  readonly command?: readonly string[]
  /** Arguments in place of the image's own. */
  readonly args?: readonly string[]
  /** Absolute path of the directory to run in. Default: the image's own. */
  readonly workingDir?: string
  /** Environment variables that are the same wherever it runs; what may differ belongs to the values. */
  readonly env?: Readonly<Record<string, string>>
  /**
   * Variables with the place of the release, `global.place`: `{ region: 'REGION', zone: 'ZONE', cluster:
   * 'CLUSTER_NAME' }`. Each is empty where the values do not say it.
   */
  readonly place?: PlaceVariables
  /** User and group of the processes. Default: 10001, unless the values say otherwise. */
  readonly uid?: number
  readonly gid?: number
  /** Secrets of its own: name → key of the Secret → environment variable. */
  readonly secrets?: Readonly<Record<string, Readonly<Record<string, string>>>>
  /** Directories that it may write to, each an emptyDir: on the node's disk, or in memory. Default: `/tmp`. */
  readonly writable?: readonly (string | InMemory)[]
  /**
   * Files that it finds at absolute paths: those of the project, from platform.ts on,
   * `{ '/etc/app/app.conf': './app.conf' }`, or what the model says, `{ '/etc/app/app.conf': { text: '…' } }`.
   * A directory is mounted whole. Read-only, for all to read, and no place for secrets.
   */
  readonly files?: Readonly<Record<string, FileSource>>
}

/** Where a program has its metrics. */
export interface MetricsOptions {
  /** Name of the port. Default: `metrics`, else the first that speaks HTTP. */
  readonly port?: string
  /** Default: `/metrics`. */
  readonly path?: string
  /**
   * What they are metrics of, so that there are alerts and dashboards for it: `kafka` for a worker that runs
   * an exporter of Kafka. Default: `http` for a service, nothing for a worker.
   */
  readonly of?: Measured
}

/** What a person may say of a workload that runs all the time. */
export interface RunningOptions extends StorageOptions {
  /**
   * Where Prometheus finds the program's metrics: `{ port: 'http', path: '/metrics' }`. Ports called
   * `metrics`, and those that end in `-metrics`, have some at `/metrics` anyway. Who fetches them is the
   * value `global.monitoring`.
   */
  readonly metrics?: MetricsOptions
  /** Command that migrates its database, run by a Job with the workload's own image. */
  readonly migrate?: readonly string[]
}

/** A port in the model. */
export interface Port extends OfferedPort {
  readonly inService: boolean
}

/** Each probe that there is. */
export type Probes = { readonly [K in 'startup' | 'liveness' | 'readiness']?: ProbeAction }

/** What a container runs; empty for what its image says. */
export interface Program {
  readonly command: readonly string[]
  readonly args: readonly string[]
  readonly workingDir: string
}

/** A workload with every default filled in. */
export interface WorkloadModel extends Program, Mounting, PodModel {
  readonly image: string
  /** What its pods may do with the API of Kubernetes. */
  readonly access: Access
  /** Volumes that outlive the pods. */
  readonly storage: readonly StoredVolume[]
  readonly env: Readonly<Record<string, string>>
  readonly place: PlaceVariables
  readonly secrets: Readonly<Record<string, Readonly<Record<string, string>>>>
  /** User and group of the processes, where the model says them. */
  readonly uid?: number
  readonly gid?: number
  readonly priority: Priority
}

/** A workload that runs all the time: a service has ports, a worker has none. */
export interface ServiceModel extends WorkloadModel {
  readonly ports: readonly Port[]
  /** Services beside the one that components connect to. */
  readonly services: FurtherServices
  readonly migrate: readonly string[]
  /** Where the program says that it has metrics. */
  readonly metrics?: MetricsOptions
  readonly probes: Readonly<Record<'startup' | 'liveness' | 'readiness', ProbeOption>>
  /** The order of the pods of a StatefulSet; absent for a Deployment. */
  readonly statefulSet?: PodOrder
  /** How a new version takes over, where that is more than a rolling update. */
  readonly release?: Release
  /** Whether it may run elsewhere. */
  readonly isExternal?: boolean
}

/** What every workload has in common, with the defaults. */
export function workloadModel(
  said: WorkloadOptions & { readonly priority: Priority; readonly uses: readonly Edge[] },
): WorkloadModel {
  const { uid, gid = uid } = said
  return {
    image: said.image,
    access: accessOf(said),
    command: said.command ?? [],
    args: said.args ?? [],
    workingDir: said.workingDir ?? '',
    env: said.env ?? {},
    place: said.place ?? {},
    secrets: said.secrets ?? {},
    writable: (said.writable ?? ['/tmp']).map((one) =>
      typeof one === 'string' ? { path: one } : one,
    ),
    files: said.files ?? {},
    ...podModel(said, said.uses),
    storage: [],
    ...(uid === undefined ? {} : { uid }),
    ...(gid === undefined ? {} : { gid }),
    priority: said.priority,
  }
}

/** What a container runs, where the model says so. */
export function program({ command, args, workingDir }: Program): {
  readonly command?: readonly string[]
  readonly args?: readonly string[]
  readonly workingDir?: string
} {
  return {
    ...(command.length > 0 ? { command } : {}),
    ...(args.length > 0 ? { args } : {}),
    ...(workingDir === '' ? {} : { workingDir }),
  }
}

/** User and group, as the values have them. */
function identityValues({ uid, gid }: WorkloadModel): {
  readonly securityContext?: Readonly<Record<string, number>>
} {
  if (uid === undefined && gid === undefined) return {}
  return {
    securityContext: {
      ...(uid === undefined ? {} : { runAsUser: uid }),
      ...(gid === undefined ? {} : { runAsGroup: gid, fsGroup: gid }),
    },
  }
}

/** The values that the model of every workload sets. */
type SetValues = Pick<ServiceValues, 'containers' | 'image' | 'securityContext' | 'waits'>

/** What the model sets: the image, the user, and what the init containers are that wait for stores. */
export function setValues(
  model: WorkloadModel,
  waits: DeepPartial<ServiceValues['waits']>,
): DeepPartial<SetValues> {
  return {
    image: imageValues(model.image),
    ...identityValues(model),
    ...(Object.keys(waits).length > 0 ? { waits } : {}),
    ...containerValues(model),
  }
}
