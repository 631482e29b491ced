import type { MetricsPort } from '../kubernetes/monitoring/metrics-port.ts'
import type { Problem } from '../errors/chart-error.ts'
import type { Priority } from '../kubernetes/pod/scheduling.ts'
import type { DeepPartial } from '../schema/deep-partial.ts'
import type { ValuesSchema } from '../schema/values-schema.ts'
import type {
  Component,
  ComponentContext,
  ComponentTemplates,
  Connection,
  ConnectionPoint,
  ClientAccess,
  SecretContract,
  WaitContainer,
} from './component.ts'
import type { PartSource } from './connection-parts.ts'
import type { Edge, Gives } from './edge.ts'
import type { DescribedOptions, Image, Model } from './kind-options.ts'

/** How clients reach such a component, and what they get to know. */
export interface KindConnection<Part extends string, M = unknown> extends Omit<
  Connection<Part>,
  'parts' | 'prefix' | 'wait'
> {
  /** Beginning of the names of a client's variables, unless its edge says another: `DATABASE`. */
  readonly prefix: string | ((to: ConnectionPoint) => string)
  /** What a client may make variables of, and where each part is found. */
  parts(to: ConnectionPoint, model: M): Readonly<Record<Part, PartSource>>
  /** An init container that ends once the component answers this client. */
  wait?(to: ConnectionPoint, model: M): WaitContainer
}

/** What is the same for all components of a kind, or follows from what a person says of one. */
export type Fixed<T, M> = T | ((model: M) => T)

/** The same where some components of the kind have none. */
type FixedOrNone<T, M> = T | ((model: M) => T | undefined)

/** A component kind: all that is needed to make components of it, and edges to them. */
export interface KindDefinition<
  Provides extends string,
  Values extends object,
  Own,
  Part extends string,
  M = Model<Own, Values>,
> {
  /** Name of the kind; in a project, that of its folder below `kinds/`. */
  readonly kind: string
  /** What edges may point to it: a word of its own, or one of another kind whose clients it can serve. */
  readonly provides: Provides
  /** What the values may be: `valuesOf<MemcachedValues>(schema)`. */
  readonly values: ValuesSchema<Values>
  /** Its own options, as `optionsOf<…>({ … })` describes them. */
  readonly options?: DescribedOptions<Own>
  /** Whether components of this kind may use others: they then have the option `uses`. */
  readonly isClient?: true
  /**
   * What the rest is made of. Default: the options, with every default that holds for all kinds. It
   * stands before what is made of it, since the compiler learns its type as it reads.
   */
  model?(said: Model<NoInfer<Own>, NoInfer<Values>>): M
  /** The description of a component that has none of its own. */
  readonly description: Fixed<string, NoInfer<M>>
  /** Importance of a component that says none. Default: `standard`. */
  readonly priority?: Priority
  /** The image, pinned to an exact tag; it may follow from the options. Default: that of the schema. */
  readonly image?: Image | ((said: Omit<Model<NoInfer<Own>, NoInfer<Values>>, 'image'>) => Image)
  /** Version of what runs inside, for Chart.yaml. Default: that of the platform. */
  readonly appVersion?: Fixed<string, NoInfer<M>>
  readonly connection?: Fixed<KindConnection<Part, NoInfer<M>>, NoInfer<M>>
  /**
   * Variables that every component which provides the interface gives, whatever its kind, where
   * `connection` follows from the model. Default: those of `connection`, where that is fixed.
   */
  readonly gives?: Gives
  /** Where clients reach the pods: the umbrella opens both ends of the way. */
  readonly clientAccess?: Fixed<ClientAccess, NoInfer<M>>
  /** Where it answers HTTP once it is ready; `helm test` asks there. */
  readonly health?: FixedOrNone<NonNullable<Component['health']>, NoInfer<M>>
  /** Service port and path at which people reach the platform through it. */
  readonly entrance?: FixedOrNone<NonNullable<Component['entrance']>, NoInfer<M>>
  /**
   * Ports of its pods where metrics are; those after the first have `-metrics` at the end of their names. Its
   * templates have `monitoringFiles`. Default: none.
   */
  readonly metrics?: Fixed<readonly MetricsPort[], NoInfer<M>>
  /** Whether its pods fetch the metrics of all others, with `global.monitoring.provider: embedded`. */
  readonly scrapes?: true
  /** Whom a component uses beside its option `uses`. */
  uses?(model: NoInfer<M>): readonly Edge[]
  /** What the model sets below the option `values`. */
  set?(context: ComponentContext, model: NoInfer<M>): DeepPartial<NoInfer<Values>>
  /** Structural features, as the schema's `x-when` names them. */
  features?(model: NoInfer<M>): readonly string[]
  /** Further ones that follow from what else the platform has. */
  featuresIn?(context: ComponentContext, model: NoInfer<M>): readonly string[]
  /** Names for the maps that the schema marks `x-keys`, and those that `x-reserved` refuses. */
  keys?(context: ComponentContext, model: NoInfer<M>): Readonly<Record<string, readonly string[]>>
  /** What is wrong with the model, beyond what the compiler and the schema say. */
  check?(context: ComponentContext, model: NoInfer<M>): readonly Problem[]
  /** What no schema can say of its values together with those of other components: checks of the umbrella. */
  checksTogether?(context: ComponentContext, model: NoInfer<M>): readonly unknown[]
  /** The Secrets that it reads, by contract: `<release>-<name>`. */
  secrets?(context: ComponentContext, model: NoInfer<M>): readonly SecretContract[]
  /** Files and directories of the project, by their paths from platform.ts; `context.files` has them. */
  reads?(model: NoInfer<M>): readonly string[]
  /**
   * All that `templates`, `keys` and the names of objects are made of, but for the component's own name.
   * Components with the same of it have one chart but for that name, so that it is made once. Default:
   * each component has its own.
   */
  shape?(context: ComponentContext, model: NoInfer<M>): unknown
  /** The templates of its subchart. */
  templates(context: ComponentContext, model: NoInfer<M>): ComponentTemplates
}
