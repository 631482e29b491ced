import { defaultsOf } from '../values/defaults.ts'
import { overlay } from '../helm/merge/overlay.ts'
import type { MetricsPort } from '../kubernetes/monitoring/metrics-port.ts'
import { scrapeAnnotationKeys } from '../kubernetes/monitoring/scrape-annotations.ts'
import { inPlace } from '../kubernetes/namespace.ts'
import type { Schema } from '../schema/schema.ts'
import { mapValues, type Values } from '../values/value.ts'
import { type KindHead, withOptions } from './checked-options.ts'
import type {
  Component,
  ComponentContext,
  ComponentTemplates,
  Connection,
  ConnectionPoint,
} from './component.ts'
import { namespacesAround, prefixedVariables } from './connections.ts'
import { type Edge, type EdgeTo, edgeTo, type Gives } from './edge.ts'
import type { Fixed, KindConnection, KindDefinition } from './kind-definition.ts'
import type {
  ClientOptions,
  CommonModel,
  Image,
  KindOptions,
  Model,
  NoOptions,
} from './kind-options.ts'
import {
  edges,
  namespaceKey,
  ownLabels,
  priority,
  sentence,
  valuesOption,
} from './options-schema.ts'

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
    ? [options?: ClientOptions<Values, Uses> & Own]
    : [options: ClientOptions<Values, Uses> & Own]
) => Component<Provides, Values, Uses, Part>

/** What a kind is to those who describe platforms. */
export interface Kind<Provides extends string, Make> {
  /** Makes a component: `memcached({ … })`. */
  readonly component: Make
  /** Makes an edge to one: `memcache('sessions')`. */
  readonly edge: EdgeTo<Provides>
}

type Definition = KindDefinition<string, object, object, string, unknown>

/** Defines a component kind, for a project's `kinds/<name>/` as for the catalogue. */
export function defineKind<
  const Provides extends string,
  Values extends object,
  Own extends object = NoOptions,
  Part extends string = string,
  M = Model<Own, Values>,
>(
  definition: KindDefinition<Provides, Values, Own, Part, M> & { readonly isClient: true },
): Kind<Provides, MakeClient<Provides, Values, Part, Own>>
export function defineKind<
  const Provides extends string,
  Values extends object,
  Own extends object = NoOptions,
  Part extends string = string,
  M = Model<Own, Values>,
>(
  definition: KindDefinition<Provides, Values, Own, Part, M> & { readonly isClient?: never },
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
type Said = ClientOptions<object>

function headOf({ kind, provides, values, options, isClient }: Definition): KindHead {
  const own = options?.schema as Schema | undefined
  const common = {
    description: sentence,
    priority,
    namespace: namespaceKey,
    labels: ownLabels(),
    values: valuesOption,
  }
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
  const common = commonModel(definition, said)
  const model = definition.model?.(common) ?? common
  const { kind, provides, appVersion, keys, check, secrets, shape, templates, featuresIn } =
    definition
  const { description, connection, clientAccess, health, entrance, checksTogether } = definition
  const ofModel = <T>(one: Fixed<T, unknown>): T =>
    typeof one === 'function' ? (one as (model: unknown) => T)(model) : one // no T is a function
  const metrics = ofModel<readonly MetricsPort[]>(definition.metrics ?? [])
  return {
    kind,
    provides,
    description: said.description ?? ofModel(description),
    ...given('appVersion', ofModel(appVersion)),
    uses: [...common.uses, ...(definition.uses?.(model) ?? [])],
    values: (context) => {
      const set = overlay(
        (definition.set?.(context, model) ?? {}) as Values,
        common.values as Values,
      ) // both are data by their type
      return definition.image ? { ...set, image: { ...common.image } } : set
    },
    features: [
      ...(definition.features?.(model) ?? []),
      ...(metrics.length > 0 || definition.scrapes ? ['global.monitoring'] : []),
    ],
    ...(featuresIn ? { featuresIn: (context) => featuresIn(context, model) } : {}),
    ...given('namespace', said.namespace),
    ...given('labels', said.labels),
    ...given('connection', connection && boundTo(model, ofModel(connection))),
    ...given('clientAccess', ofModel(clientAccess)),
    ...given('health', ofModel(health)),
    ...given('entrance', ofModel(entrance)),
    metrics,
    ...given('scrapes', definition.scrapes),
    ...given('reads', definition.reads?.(model)),
    keys: (context) => withCommon(context, keys?.(context, model)),
    ...(check ? { check: (context) => check(context, model) } : {}),
    ...(checksTogether ? { checksTogether: (context) => checksTogether(context, model) } : {}),
    ...(secrets ? { secrets: (context) => secrets(context, model) } : {}),
    ...(shape ? { shape: (context) => shape(context, model) } : {}),
    templates: (context) => inItsNamespace(templates(context, model), context),
  }
}

/** Labels of the model are there already, so that no value has them, too; and it may know other namespaces. */
function withCommon(
  context: ComponentContext,
  keys: Readonly<Record<string, readonly string[]>> = {},
): Readonly<Record<string, readonly string[]>> {
  const own = Object.keys(context.labels)
  const podLabels = [...(keys['podLabels'] ?? []), ...own]
  const namespaces = [...new Set([...(keys['namespaces'] ?? []), ...namespacesAround(context)])]
  const annotations = context.metrics.length > 0 ? scrapeAnnotationKeys : []
  return { ...keys, labels: own, podLabels, annotations, namespaces }
}

function inItsNamespace(
  templates: ComponentTemplates,
  { namespace }: ComponentContext,
): ComponentTemplates {
  if (namespace === undefined) return templates
  return { ...templates, files: mapValues(templates.files, (all) => inPlace(all, namespace)) }
}

/** An entry that is there only with a value. */
function given<K extends string, T>(key: K, value: T | undefined): { readonly [_ in K]?: T } {
  return value === undefined ? {} : ({ [key]: value } as { readonly [_ in K]: T })
}

function commonModel(definition: Definition, said: Said): CommonModel<object> {
  const { description, image, priority: usual = 'standard', values: schema } = definition
  const common = {
    ...said,
    description: said.description ?? (typeof description === 'string' ? description : ''),
    priority: said.priority ?? usual,
    values: said.values ?? {},
    uses: said.uses ?? [],
  }
  if ('image' in said) return common as CommonModel<object>
  return {
    ...common,
    get image() {
      const own = typeof image === 'function' ? image(common) : image
      const usual = own ?? (defaultsOf(schema.resolved())['image'] as unknown as Image) // as the schema has it
      return { ...usual, ...imageIn(said) }
    },
  }
}

function imageIn({ values = {} }: Said): Partial<Image> {
  return (values as { readonly image?: Partial<Image> }).image ?? {} // held to the schema
}

function boundTo<M>(
  model: M,
  { parts, prefix, wait, ...connection }: KindConnection<string, M>,
): Connection {
  return {
    ...connection,
    parts: (to) => parts(to, model),
    prefix: prefixOf(prefix),
    ...(wait ? { wait: (to) => wait(to, model) } : {}),
  }
}

function prefixOf(prefix: string | ((to: ConnectionPoint) => string)): Connection['prefix'] {
  return typeof prefix === 'string' ? () => prefix : prefix
}

/** Where that differs from one component of the kind to the other, clients may count on what it says. */
function givesOf({ connection, gives }: Definition): Gives | undefined {
  if (gives || !connection || typeof connection === 'function') return gives
  const prefix = prefixOf(connection.prefix)
  return (to, as = prefix(to)) => [Object.keys(prefixedVariables(connection, to, as))]
}
