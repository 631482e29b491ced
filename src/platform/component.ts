import type { OfferedPort } from '../kubernetes/network/offered-port.ts'
import type { MetricsPort, Monitored } from '../kubernetes/monitoring/metrics-port.ts'
import type { IEnvVar } from 'kubernetes-models/v1/EnvVar'
import type { Problem } from '../errors/chart-error.ts'
import type { Expr, TemplatedItem } from '../template/node/templated.ts'
import type { Helper } from '../template/node/node.ts'
import type { DeepPartial } from '../schema/deep-partial.ts'
import type { ResourcesValues } from '../values/types/definitions.ts'
import type { ValuesSchema } from '../schema/values-schema.ts'
import type { PartSource, Variables } from './connection-parts.ts'
import type { Edge } from './edge.ts'
import type { ProjectFiles } from './project-files.ts'

/**
 * One part of a platform, as a function of the catalogue makes it (`service({ … })`): plain data,
 * and functions that turn it into templates once it is known who uses whom.
 */
export interface Component<
  Provides extends string = string,
  Values extends object = object,
  Uses extends readonly Edge[] = readonly Edge[],
  Part extends string = string,
> {
  /** Name of the component kind: `service`. */
  readonly kind: string
  /** What its values may be. */
  readonly schema: ValuesSchema<Values>
  /** What edges may point to it. */
  readonly provides: Provides
  /** One sentence on what it is, for Chart.yaml and the documents. */
  readonly description: string
  /** Version of what runs inside, for the subchart's Chart.yaml; the platform's own where absent. */
  readonly appVersion?: string
  readonly uses: Uses
  /** Key of the namespace where it lives. Default: that of the release. */
  readonly namespace?: string
  /** Labels of all its objects and pods. Default: none. */
  readonly labels?: Readonly<Record<string, string>>
  /** What the model sets; every other value has its schema's default. */
  values(context: ComponentContext): DeepPartial<Values>
  /** Structural features; the schema keeps the keys marked `x-when` for these only. */
  readonly features: readonly string[]
  /** Further ones that follow from what else the platform has. Default: none. */
  featuresIn?(context: ComponentContext): readonly string[]
  /** Names for the maps that the schema marks `x-keys`, and those that `x-reserved` refuses. */
  keys?(context: ComponentContext): Readonly<Record<string, readonly string[]>>
  /** What is wrong with the model, beyond what the compiler and the schema say. */
  check?(context: ComponentContext): readonly Problem[]
  /** What no schema can say of its values together with those of other components: checks of the umbrella. */
  checksTogether?(context: ComponentContext): readonly unknown[]
  /**
   * All that `templates`, `keys` and the names of objects are made of, but for the component's own name.
   * Components with the same of it have the same chart but for that name, so that it is made once;
   * where absent, each has its own.
   */
  shape?(context: ComponentContext): unknown
  /** The templates of the subchart. */
  templates(context: ComponentContext): ComponentTemplates
  /** How other components reach this one; absent when none can. */
  readonly connection?: Connection<Part>
  /** Where its clients reach its pods: the umbrella opens both ends of the way. */
  readonly clientAccess?: ClientAccess
  /** Where it answers HTTP once it is ready; `helm test` asks there. */
  readonly health?: { readonly port: number; readonly path: string }
  /** Service port and path at which people reach the platform through this component. */
  readonly entrance?: { readonly port: number; readonly path: string }
  /** Ports of its pods where metrics are. Default: none. */
  readonly metrics?: readonly MetricsPort[]
  /** Whether its pods fetch the metrics of all others, with `global.monitoring.provider: embedded`. */
  readonly scrapes?: true
  /** The Secrets that the component reads. */
  secrets?(context: ComponentContext): readonly SecretContract[]
  /** Files and directories that its templates hold, by their paths from platform.ts. */
  readonly reads?: readonly string[]
  /** What is there, once it was read. */
  readonly '~files'?: ProjectFiles
  /** What is wrong with the options that it was made from, by their paths; nothing else holds then. */
  readonly faults?: readonly Problem[]
  readonly '~values'?: Values
}

/** The component in its platform. */
export interface ComponentContext extends Monitored {
  /** Name of the component, of its subchart and of its values. */
  readonly name: string
  /** Name of the umbrella chart. */
  readonly platform: string
  /** Key of the namespace where it lives; undefined for that of the release. */
  readonly namespace?: string | undefined
  /** Labels of its own, which the model says. */
  readonly labels: Readonly<Record<string, string>>
  /** Who uses this component. */
  readonly clients: readonly Client[]
  /** The accounts that a store has for them: one for each, but for those that share one. */
  readonly accounts: readonly Account[]
  /** What this component uses, edges to outside the platform included. */
  readonly uses: readonly Use[]
  /** Every component of the platform by its name, for those that watch over all of it. */
  readonly components: Readonly<Record<string, Component>>
  /** What the component `reads` of the project; empty before it was read. */
  readonly files: ProjectFiles
}

/** An account in a store: a role and what belongs to it. */
export interface Account {
  /** Name of its client, or the one that edges give it. */
  readonly name: string
  /** Whole name of its Secret, where its edges say one. */
  readonly secret?: string
  readonly clients: readonly Client[]
}

/** One user of a component. */
export interface Client {
  readonly name: string
  readonly edge: Edge
  readonly component: Component
}

/** One component that is used. */
export interface Use {
  readonly edge: Edge
  /** The component at the other end; absent for `internet`. */
  readonly component?: Component
}

/** How clients reach a component; the same whether it runs in the cluster or outside. */
export interface Connection<Part extends string = string> {
  /** Port of its Service, where an interface has one: HTTP. */
  readonly port?: number
  /** What a client may make variables of, and where each part is found. */
  parts(to: ConnectionPoint): Readonly<Record<Part, PartSource>>
  /**
   * The parts that are others where an ambassador speaks for the component, on this port of 127.0.0.1 and
   * without TLS: each a template over the rest. Absent where none can: clients go to its members by name.
   */
  local?(to: ConnectionPoint, port: number): Readonly<Partial<Record<Part, string>>> | undefined
  /** Prefix of a client's variables, unless its edge says another: `DATABASE`. */
  prefix(to: ConnectionPoint): string
  /** Whether a client keeps data of its own there, which its migrations change. */
  readonly holdsData?: true
  /** Whether the values may have it reached over TLS, with a CA that clients mount. */
  readonly tls?: true
  /** The variables of a client whose edge names none, by what follows the prefix: `URL`. */
  readonly variables: Variables | ((to: ConnectionPoint) => Variables)
  /**
   * Whether a version on trial has pods and a Service of its own, `<release>-<component>-canary`, and the
   * others `-stable`, so that a gateway may split requests between them.
   */
  readonly canary?: true
  /** Names of the ports that an edge may choose from. */
  readonly ports?: readonly string[]
  /** Further Services that an edge may choose from, each with the names of its ports. */
  readonly services?: Readonly<Record<string, readonly string[]>>
  /** What the port speaks that an edge chose, where they differ: `grpc`. */
  protocol?(to: ConnectionPoint): string | undefined
  /** An init container that ends once the component answers this client. */
  wait?(to: ConnectionPoint): WaitContainer
}

/** The way of clients to the pods of a component. */
export interface ClientAccess {
  /** `app.kubernetes.io/component` of the pods. */
  readonly role: string
  /** The same of further pods that clients reach at the same ports, such as standbys. Default: none. */
  readonly furtherRoles?: readonly string[]
  readonly ports: readonly number[]
  /** Further ones, of UDP. */
  readonly udpPorts?: readonly number[]
  /**
   * It may run elsewhere: `true` where it has the values `mode` and `external` of a store, and its ports
   * where `global.services` says so, for callers that need to know where as they render.
   */
  readonly elsewhere?: true | readonly OfferedPort[]
  /** Pods of its own that come the same way: members of a cluster, the Job that provisions it. */
  readonly own?: 'members' | 'provisioning'
}

/** Both ends of a connection. */
export interface ConnectionPoint {
  /** Component that is used. */
  readonly store: string
  /** Component that uses it, or the name of the account that it shares. */
  readonly client: string
  /** Whole name of the account's Secret, where the edge says one. */
  readonly secret?: string | undefined
  /** Port of the component that is used, by name, where the edge says one. */
  readonly port?: string
  /** Its further Service that is meant, by name, where the edge says one. */
  readonly service?: string
  /** Namespace of the component that is used, where its client is in another one. */
  readonly namespace?: Expr<string>
}

/** What a client's init container runs, without the security settings, which its chart adds. */
export interface WaitContainer {
  /** Default of the client's value `waits.<store>.image`. */
  readonly image: { readonly registry: string; readonly repository: string; readonly tag: string }
  readonly command: readonly string[]
  readonly environment: readonly TemplatedItem<IEnvVar>[]
  /** Default of the client's value `waits.<store>.resources`, where the schema's is too little. */
  readonly resources?: DeepPartial<ResourcesValues>
}

/** One Secret that must exist before the release can run. */
export interface SecretContract {
  /** Name after `<release>-`. */
  readonly name: string
  /** The name is whole: that of the release is no part of it. */
  readonly isWhole?: boolean
  /**
   * Its type, where no provider of the chart makes it. One that is `Opaque` may have any type in the
   * cluster: that of a certificate has a CA, too.
   */
  readonly type?: 'kubernetes.io/tls' | 'Opaque'
  /** Values of the component that it is needed with; always, where absent. */
  readonly neededWith?: Conditions
  /** Values of the component with which a server elsewhere already knows the passwords. */
  readonly knownWith?: Conditions
  /** Values whose change makes the release take over another password: a Job runs again, pods roll. */
  readonly takenOverBy?: readonly string[]
  readonly keys: Readonly<Record<string, SecretKey>>
}

/** Path of a value of the component, or of a global → what it must be: `{ mode: 'embedded' }`. */
export type Conditions = Readonly<Record<string, string | boolean>>

/** One key of a Secret, and where its value comes from: a person gives it, unless it is said here. */
export interface SecretKey {
  /** What it holds, for the documents. */
  readonly holds: string
  /** What it always holds, which is no secret. */
  readonly is?: string
  /** So many letters and digits, at random. */
  readonly random?: number
  /** It stays the same for the life of the store, whatever happens to the other keys. */
  readonly lasting?: true
  /** The key whose text this one holds, percent-encoded. */
  readonly encodes?: string
}

/** The templates of one chart. */
export interface ComponentTemplates {
  /** Named templates, for `_helpers.tpl`, in their order. */
  readonly helpers: readonly Helper[]
  /** Documents by file name below `templates/`. */
  readonly files: Readonly<Record<string, readonly unknown[]>>
}
