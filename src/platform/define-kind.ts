import type { Problem } from '../errors/chart-error.ts'
import type { Priority } from '../kubernetes/scheduling.ts'
import type { DeepPartial } from '../schema/deep-partial.ts'
import { defaultsOf } from '../values/defaults.ts'
import { overlay } from '../helm/merge/overlay.ts'
import type { Schema } from '../schema/schema.ts'
import type { Values } from '../values/value.ts'
import type { ValuesSchema } from '../schema/values-schema.ts'
import { type KindHead, withOptions } from './checked-options.ts'
import type {
  Component,
  ComponentContext,
  ComponentTemplates,
  Connection,
  ConnectionPoint,
  Door,
  SecretContract,
  WaitContainer,
} from './component.ts'
import type { PartSource, Variables } from './connection-parts.ts'
import { type Edge, type EdgeTo, edgeTo, type Gives } from './edge.ts'
import { edges, type OptionsSchema, priority, sentence, valuesOption } from './options-schema.ts'

/** What a person may say of a component of any kind. */
export interface KindOptions<Values extends object> {
  /** One sentence on what it holds or does, for Chart.yaml and the documents. */
  readonly description?: string
  /** Importance when nodes run full. Default: that of its kind, mostly `critical` where clients cannot do without. */
  readonly priority?: Priority
  /** Values that differ from the kind's defaults. */
  readonly values?: DeepPartial<Values>
}

/** An image, by what the values say of it. */
type Image = WaitContainer['image']

/** A component as a person describes it: the options, with every default that holds for all kinds. */
export type Model<Own, Values extends object> = Own & {
  readonly description: string
  readonly priority: Priority
  /** The option `values`. */
  readonly values: DeepPartial<Values>
  /** The image that `values` name, or else the kind's. */
  readonly image: Image
  readonly uses: readonly Edge[]
}

/** The options are those that `options` describes, wherever else a model appears. */
type Known<Own, Values extends object> = Model<NoInfer<Own>, NoInfer<Values>>

/** No options beside those of every kind. */
export type NoOptions = Readonly<Record<never, never>>

/** How clients reach such a component, and what they get to know. */
export interface KindConnection<Part extends string, M = unknown> {
  /** Port of its Service, where its interface has one: HTTP. */
  readonly port?: number
  /** Beginning of the names of a client's variables, unless its edge says another: `DATABASE`. */
  readonly prefix: string | ((to: ConnectionPoint) => string)
  /** What a client may make variables of, and where each part is found. */
  parts(to: ConnectionPoint, model: M): Readonly<Record<Part, PartSource>>
  /** The variables of a client whose edge names none, by what follows the prefix: `URL`. */
  readonly variables: Variables
  /** Whether the values may have it reached over TLS, with a CA that clients mount. */
  readonly tls?: true
  /** An init container that ends once the component answers this client. */
  wait?(to: ConnectionPoint, model: M): WaitContainer
}

/** A component kind: all that is needed to make components of it, and edges to them. */
export interface KindDefinition<
  Provides extends string,
  Values extends object,
  Own,
  Part extends string,
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
  /** The description of a component that has none of its own. */
  readonly description: string
  /** Importance of a component that says none. Default: `standard`. */
  readonly priority?: Priority
  /** The image, pinned to an exact tag. Default: that of the schema. */
  readonly image?: Image
  /** Version of what runs inside, for Chart.yaml. Default: that of the platform. */
  readonly appVersion?: string
  readonly connection?: KindConnection<Part, Known<Own, Values>>
  /** Where clients reach the pods: the umbrella opens both ends of the way. */
  readonly door?: Door
  /** Where it answers HTTP once it is ready; `helm test` asks there. */
  readonly health?: Component['health']
  /** Service port and path at which people reach the platform through it. */
  readonly entrance?: Component['entrance']
  /** Whom a component uses beside its option `uses`. */
  uses?(model: Known<Own, Values>): readonly Edge[]
  /** What the model sets below the option `values`. */
  set?(model: Known<Own, Values>): DeepPartial<NoInfer<Values>>
  /** Structural features, as the schema's `x-when` names them. */
  features?(model: Known<Own, Values>): readonly string[]
  /** Names for the maps that the schema marks `x-keys`, and those that `x-reserved` refuses. */
  keys?(
    context: ComponentContext,
    model: Known<Own, Values>,
  ): Readonly<Record<string, readonly string[]>>
  /** What is wrong with the model, beyond what the compiler and the schema say. */
  check?(context: ComponentContext, model: Known<Own, Values>): readonly Problem[]
  /** The Secrets that it reads, by contract: `<release>-<name>`. */
  secrets?(context: ComponentContext, model: Known<Own, Values>): readonly SecretContract[]
  /** The templates of its subchart. */
  templates(context: ComponentContext, model: Known<Own, Values>): ComponentTemplates
}

/** Makes a component of what a person says of it. */
export type MakeComponent<
  Provides extends string,
  Values extends object,
  Part extends string = string,
  Own = NoOptions,
> = (
  ...said: NoOptions extends Own
    ? [options?: KindOptions<Values> & Own]
    : [options: KindOptions<Values> & Own]
) => Component<Provides, Values, readonly [], Part>

/** Makes a component that may use others. */
export type MakeClient<
  Provides extends string,
  Values extends object,
  Part extends string = string,
  Own = NoOptions,
> = <const Uses extends readonly Edge[] = readonly []>(
  ...said: NoOptions extends Own
    ? [options?: KindOptions<Values> & Own & { readonly uses?: Uses }]
    : [options: KindOptions<Values> & Own & { readonly uses?: Uses }]
) => Component<Provides, Values, Uses, Part>

/** What a kind is to those who describe platforms. */
export interface Kind<Provides extends string, Make> {
  /** Makes a component: `memcached({ … })`. */
  readonly component: Make
  /** Makes an edge to one: `memcache('sessions')`. */
  readonly edge: EdgeTo<Provides>
}

/** Options with the type that they describe. */
export interface DescribedOptions<Own> {
  readonly schema: OptionsSchema<Own>
  readonly '~options'?: Own
}

/** A kind's own options: their type for the compiler, and their schema for a platform.ts that nobody compiled. */
export function optionsOf<Own extends object>(
  schema: Omit<OptionsSchema<Own>, 'type' | 'additionalProperties'>,
): DescribedOptions<Own> {
  const closed = { ...schema, type: 'object', additionalProperties: false } as const
  return { schema: closed as unknown as OptionsSchema<Own> } // with what was left out
}

type Definition = KindDefinition<string, object, object, string>

/** Defines a component kind, for a project's `kinds/<name>/` as for the catalogue. */
export function defineKind<
  const Provides extends string,
  Values extends object,
  Own extends object = NoOptions,
  Part extends string = string,
>(
  definition: KindDefinition<Provides, Values, Own, Part> & { readonly isClient: true },
): Kind<Provides, MakeClient<Provides, Values, Part, Own>>
export function defineKind<
  const Provides extends string,
  Values extends object,
  Own extends object = NoOptions,
  Part extends string = string,
>(
  definition: KindDefinition<Provides, Values, Own, Part> & { readonly isClient?: never },
): Kind<Provides, MakeComponent<Provides, Values, Part, Own>>
export function defineKind(definition: Definition): Kind<string, unknown> {
  const head = headOf(definition)
  return {
    component: (options: unknown = {}) =>
      withOptions(head, options, () => componentOf(definition, options as Said)), // its schema says so
    edge: edgeTo(definition.provides, givesOf(definition)),
  }
}

/** The options once they are checked. */
type Said = KindOptions<object> & { readonly uses?: readonly Edge[] }

function headOf({ kind, provides, values, options, isClient }: Definition): KindHead {
  const own = options?.schema as Schema | undefined
  const common = { description: sentence, priority, values: valuesOption }
  return {
    kind,
    provides,
    values,
    options: {
      ...own,
      type: 'object',
      additionalProperties: false,
      properties: { ...own?.properties, ...common, ...(isClient ? { uses: edges } : {}) },
    },
  }
}

function componentOf(definition: Definition, said: Said): Omit<Component, 'schema'> {
  const model = modelOf(definition, said)
  const { kind, provides, appVersion, connection, door, health, entrance } = definition
  const { keys, check, secrets, templates } = definition
  return {
    kind,
    provides,
    description: model.description,
    ...(appVersion === undefined ? {} : { appVersion }),
    uses: [...model.uses, ...(definition.uses?.(model) ?? [])],
    values: () => valuesFrom(definition, model),
    features: definition.features?.(model) ?? [],
    ...(connection ? { connection: boundTo(model, connection) } : {}),
    ...(door ? { door } : {}),
    ...(health ? { health } : {}),
    ...(entrance ? { entrance } : {}),
    ...(keys ? { keys: (context) => keys(context, model) } : {}),
    ...(check ? { check: (context) => check(context, model) } : {}),
    ...(secrets ? { secrets: (context) => secrets(context, model) } : {}),
    templates: (context) => templates(context, model),
  }
}

function modelOf(definition: Definition, said: Said): Model<object, object> {
  const { description, priority: usual = 'standard', values: schema } = definition
  return {
    ...said,
    description: said.description ?? description,
    priority: said.priority ?? usual,
    values: said.values ?? {},
    uses: said.uses ?? [],
    get image() {
      const own = definition.image ?? (defaultsOf(schema.resolved())['image'] as unknown as Image) // as the schema has it
      return { ...own, ...imageIn(said) }
    },
  }
}

function imageIn({ values = {} }: Said): Partial<Image> {
  return (values as { readonly image?: Partial<Image> }).image ?? {} // held to the schema
}

function valuesFrom(definition: Definition, model: Model<object, object>): object {
  const set = overlay((definition.set?.(model) ?? {}) as Values, model.values as Values) // both are data by their type
  return definition.image ? { ...set, image: { ...model.image } } : set
}

function boundTo<M>(model: M, connection: KindConnection<string, M>): Connection {
  const { parts, prefix, variables, port, tls, wait } = connection
  return {
    parts: (to) => parts(to, model),
    prefix: prefixOf(prefix),
    variables,
    ...(port === undefined ? {} : { port }),
    ...(tls ? { tls } : {}),
    ...(wait ? { wait: (to) => wait(to, model) } : {}),
  }
}

function prefixOf(prefix: string | ((to: ConnectionPoint) => string)): Connection['prefix'] {
  return typeof prefix === 'string' ? () => prefix : prefix
}

function givesOf({ connection }: Definition): Gives | undefined {
  if (!connection) return undefined
  const prefix = prefixOf(connection.prefix)
  return (to, as = prefix(to)) => Object.keys(connection.variables).map((name) => `${as}_${name}`)
}
