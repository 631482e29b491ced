import type { Edge, EdgeContainer } from '../../../platform/edge.ts'
import type { DeepPartial } from '../../../schema/deep-partial.ts'
import type { ResourcesValues } from '../../../values/types/definitions.ts'
import type { FileSource, Port, ProbeOption, Program, WritableDirectory } from '../model.ts'
import { portsOf } from '../ports.ts'
import { isAmbassadorContainer } from './ambassadors.ts'
import type { MountOption, PodOptions, SharedOption, SidecarOptions } from './options.ts'

/** A mount of a volume in the model. */
export interface Mount {
  readonly path: string
  readonly volume: string
  readonly readOnly: boolean
}

/** What a container finds in its file system beside its image. */
export interface Mounting {
  readonly writable: readonly WritableDirectory[]
  readonly files: Readonly<Record<string, FileSource>>
  readonly mounts: readonly Mount[]
}

/** A container beside the component's own, with every default filled in. */
export interface ContainerModel extends Program, Mounting, EdgeContainer {
  /** When it runs: before the others, around them, or beside them. */
  readonly role: 'init' | 'native' | 'plain'
  /** Absent for that of the component. */
  readonly image?: string
  readonly env: Readonly<Record<string, string>>
  readonly inheritEnv: boolean
  readonly uses: readonly Edge[]
  readonly uid?: number
  readonly gid?: number
  readonly ports: readonly Port[]
  readonly probes: Readonly<Record<'startup' | 'liveness' | 'readiness', ProbeOption>>
  readonly resources: DeepPartial<ResourcesValues>
  /** Numbers that it gets as variables and that the values may change. */
  readonly settings: Readonly<Record<string, number>>
  /** Port of 127.0.0.1 at which an ambassador listens. */
  readonly localPort?: number
}

/** The containers of a pod and what they share. */
export interface PodModel {
  readonly containers: readonly ContainerModel[]
  readonly shared: readonly SharedVolume[]
  readonly mounts: readonly Mount[]
}

/** A shared volume. */
export interface SharedVolume {
  readonly name: string
  readonly size: string
  readonly inMemory: boolean
}

/** The edges of the further containers of a pod. */
export function containerUses({ containers }: PodModel): readonly Edge[] {
  return containers.flatMap((one) => one.uses)
}

/** The pod that a person describes; those of its edges that have an ambassador are `uses`. */
export function podModel(
  { init = {}, sidecars = {}, shared = {}, mounts }: PodOptions,
  uses: readonly Edge[],
): PodModel {
  return {
    containers: [
      ...Object.entries(init).map(([name, one]) => containerModel('init', name, one)),
      ...uses.flatMap((edge) => ambassadorModel(edge)),
      ...Object.entries(sidecars).map(([name, one]) => containerModel('sidecars', name, one)),
    ],
    shared: Object.entries(shared).map(([name, one]) => sharedVolume(name, one)),
    mounts: mountsOf(mounts),
  }
}

function sharedVolume(name: string, option: SharedOption): SharedVolume {
  return typeof option === 'string'
    ? { name, size: option, inMemory: false }
    : { name, size: option.memory, inMemory: true }
}

function mountsOf(mounts: Readonly<Record<string, MountOption>> = {}): readonly Mount[] {
  return Object.entries(mounts).map(([path, option]) => {
    const { volume, readOnly = false } = typeof option === 'string' ? { volume: option } : option
    return { path, volume, readOnly }
  })
}

/** The sidecar that speaks for the other end of an edge, as the same client: its account, its Secret, its port. */
function ambassadorModel(edge: Edge): readonly ContainerModel[] {
  const { as: _, waitFor: _waitFor, via, ...client } = edge
  if (via?.interface !== edge.interface) return [] // `checkPlatform` says so
  const { name, port: localPort, env, container } = via
  const said: SidecarOptions = isAmbassadorContainer(container) ? container : {} // as `ambassadorProblems` says
  const uses: readonly Edge[] = [{ ...client, env }, ...(said.uses ?? [])]
  return [{ ...containerModel('uses', name, { ...said, uses }), localPort }]
}

function containerModel(
  option: EdgeContainer['option'],
  name: string,
  said: SidecarOptions,
): ContainerModel {
  const { liveness = false, readiness = false, startup = liveness } = said.probes ?? {}
  const place = { option, name }
  return {
    ...place,
    role: option === 'init' ? 'init' : said.native === false ? 'plain' : 'native',
    ...(said.image === undefined ? {} : { image: said.image }),
    command: said.command ?? [],
    args: said.args ?? [],
    workingDir: said.workingDir ?? '',
    env: said.env ?? {},
    inheritEnv: said.inheritEnv ?? false,
    uses: (said.uses ?? []).map((edge) => ({ ...edge, '~container': place })),
    ...(said.uid === undefined ? {} : { uid: said.uid }),
    ...(said.gid === undefined ? {} : { gid: said.gid }),
    ports: portsOf(undefined, said.ports, false),
    probes: { startup, liveness, readiness },
    writable: (said.writable ?? []).map((one) => (typeof one === 'string' ? { path: one } : one)),
    files: said.files ?? {},
    mounts: mountsOf(said.mounts),
    resources: said.resources ?? {},
    settings: said.settings ?? {},
  }
}
