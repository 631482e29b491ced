import type { Edge } from '../../../platform/edge.ts'
import type { DeepPartial } from '../../../schema/deep-partial.ts'
import type { ResourcesValues } from '../../../values/types/definitions.ts'
import type { FileSource, InMemory, PortOptions, ProbeOption } from '../model.ts'

/** A volume that the containers of a pod share: its size at most, such as `256Mi`, on the node's disk or in memory. */
export type SharedOption = string | { readonly memory: string }

/** A mount of a volume: its name, or with more to say. */
export type MountOption = string | { readonly volume: string; readonly readOnly?: boolean }

/** What a person may say of every further container of a pod. */
export interface ContainerOptions {
  /** Its image with its tag, such as `busybox:1.37`; a value, too. Default: that of the component. */
  readonly image?: string
  /** Program to run in place of the image's own. */
  readonly command?: readonly string[]
  /** Arguments in place of the image's own. */
  readonly args?: readonly string[]
  /** Absolute path of the directory to run in. Default: the image's own. */
  readonly workingDir?: string
  /** Environment variables that are the same wherever it runs; what may differ belongs to the values. */
  readonly env?: Readonly<Record<string, string>>
  /** Whether it also gets the environment of the component's own container. Default: false. */
  readonly inheritEnv?: boolean
  /** Whom it talks to itself, with the account of the component. */
  readonly uses?: readonly Edge[]
  /** User and group of its processes. Default: those of the pod. */
  readonly uid?: number
  readonly gid?: number
  /** Files that it finds at absolute paths: of the project, or `{ text: '…' }`. */
  readonly files?: Readonly<Record<string, FileSource>>
  /** Directories that it alone may write to. Default: none. */
  readonly writable?: readonly (string | InMemory)[]
  /** Where it finds the volumes of its component, `shared` or of `storage`: absolute path → volume. */
  readonly mounts?: Readonly<Record<string, MountOption>>
  /** Requests and limits that differ from the defaults; values, too. */
  readonly resources?: DeepPartial<ResourcesValues>
  /**
   * Whole numbers from 0 that it gets as environment variables, and that the values may change:
   * `{ poolSize: 20 }` is its variable `POOL_SIZE`, and the value `containers.<name>.settings.poolSize`.
   */
  readonly settings?: Readonly<Record<string, number>>
}

/** What a person may say of a container that ends before the others start. */
export type InitOptions = ContainerOptions

/** What a person may say of a container that runs beside the component's own. */
export interface SidecarOptions extends ContainerOptions {
  /**
   * Its ports by name, which no other container of the pod has. Default for each: not of the Service, so
   * that the pods of `allowFrom` alone reach it.
   */
  readonly ports?: Readonly<Record<string, number | PortOptions>>
  /** What its probes ask. Default: nothing; the start is over once it is alive. */
  readonly probes?: {
    readonly startup?: ProbeOption
    readonly liveness?: ProbeOption
    readonly readiness?: ProbeOption
  }
  /**
   * Whether it starts before the component's own container and ends after it, as an init container that
   * stays (Kubernetes 1.29). Default: true; otherwise all start and end at the same time.
   */
  readonly native?: boolean
}

/** What the containers of a pod are, beside the component's own. */
export interface PodOptions {
  /** Containers that run before all others, one after the other in this order: by name. */
  readonly init?: Readonly<Record<string, InitOptions>>
  /** Containers that run beside the component's own: by name. */
  readonly sidecars?: Readonly<Record<string, SidecarOptions>>
  /** Volumes that containers share, empty as a pod starts: name → size at most. */
  readonly shared?: Readonly<Record<string, SharedOption>>
  /** Where the component's own container finds these, and those of `storage`: absolute path → volume. */
  readonly mounts?: Readonly<Record<string, MountOption>>
}
