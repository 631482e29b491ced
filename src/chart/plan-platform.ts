import type { ComponentTemplates } from '../platform/component.ts'
import { namespacesOf, type ResolvedPlatform } from '../platform/resolve.ts'
import type { RenderInput } from '../template/evaluate/evaluate.ts'
import { composeSchema, type UmbrellaParts } from '../schema/compose.ts'
import { defaultsOf } from '../values/defaults.ts'
import { elsewhereKeys } from '../platform/elsewhere.ts'
import { keepRead } from '../schema/keep-read.ts'
import { references } from '../template/view/references.ts'
import { namedComponent } from './umbrella/presence.ts'
import { loadSchema } from '../schema/load-schema.ts'
import { overlay } from '../helm/merge/overlay.ts'
import type { Schema } from '../schema/schema.ts'
import { specialise } from '../schema/specialise.ts'
import type { Values } from '../values/value.ts'
import type { ChartIdentity } from './chart-identity.ts'
import { type ObjectName, objectNames } from './object-names.ts'
import { type ChartPlan, planChart } from './plan.ts'
import { filled, type Outline, outlines, schemaFor } from './outline.ts'
import { umbrellaTemplates } from './umbrella/umbrella.ts'

/** A whole platform, before it becomes text. */
export interface PlatformPlan {
  readonly platform: ResolvedPlatform
  readonly identity: ChartIdentity
  readonly charts: readonly ChartPlan[]
  readonly umbrella: UmbrellaPlan
  /** What the umbrella's values are made of. */
  readonly parts: UmbrellaParts
  /** The umbrella's values as its templates see them, each shape in its place. */
  readonly types: Schema
  /** values.schema.json. */
  readonly schema: Schema
  /** Every value of the umbrella, those of the components included. */
  readonly defaults: Values
  /** The names of each component's objects. */
  readonly names: Readonly<Record<string, readonly ObjectName[]>>
}

/** The umbrella's own part. */
export interface UmbrellaPlan {
  readonly schema: Schema
  readonly global: Schema
  /** What the model sets at the root and below `global`. */
  readonly set: Values
  readonly setGlobal: Values
  readonly templates: ComponentTemplates
}

/** Plans every chart of a platform. */
export function planPlatform(platform: ResolvedPlatform, identity: ChartIdentity): PlatformPlan {
  const { global: setGlobal = {}, ...set } = (platform.platform.values ?? {}) as {
    readonly global?: Values
  } & Values // data by its type
  const outlineOf = outlines()
  const charts = platform.components.map((component) => planChart(component, setGlobal, outlineOf))
  const names = Object.fromEntries(
    charts.map((chart) => [chart.name, chartObjects(chart, identity)]),
  )
  const tlsStores = platform.components.flatMap(({ component, context }) =>
    component.connection?.tls ? [context.name] : [],
  )
  const isTested = platform.components.some(({ component }) => component.health)
  const features = new Set([...(isTested ? ['test'] : []), ...globalFeatures(platform)])
  const labels = platform.components.flatMap(({ context }) => Object.keys(context.labels))
  const elsewhere = elsewhereKeys(platform.components.map(namedComponent))
  const plain = {
    features,
    keys: {
      tlsStores,
      labels: [...new Set(labels)],
      namespaces: namespacesOf(platform),
      ...elsewhere,
    },
  }
  const templates = umbrellaTemplates(
    platform,
    Object.values(names).flat(),
    charts
      .filter(({ resolved }) => resolved.context.namespace === undefined) // whose limits they are
      .map(({ name, defaults, resolved: { component } }) => ({ name, defaults, component })),
  )
  const umbrella: UmbrellaPlan = {
    schema: specialise(loadSchema('umbrella'), plain),
    global: withReadServices(specialise(loadSchema('global'), plain), charts, templates),
    set,
    setGlobal,
    templates,
  }
  const parts = umbrellaParts(identity, umbrella, charts)
  const schema = composeSchema(parts)
  return {
    platform,
    identity,
    charts,
    umbrella,
    names,
    parts,
    types: typesOf(parts),
    schema,
    defaults: platformDefaults(umbrella, charts),
  }
}

/** Whether a service elsewhere is asked over HTTPS is to be said only where somebody has its URL. */
function withReadServices(
  global: Schema,
  charts: readonly ChartPlan[],
  templates: ComponentTemplates,
): Schema {
  const services = global.properties?.['services']
  if (!services) return global
  const outlined = new Set(charts.map(({ outline }) => outline))
  const read = [...references(templates), ...[...outlined].flatMap((one) => one.references)]
  const before = 'global.services.'
  const paths = read.flatMap(({ path }) =>
    path.startsWith(before) ? [path.slice(before.length)] : [],
  )
  return { ...global, properties: { ...global.properties, services: keepRead(services, paths) } }
}

/** What the globals have because some component reads it. */
function globalFeatures({ components }: ResolvedPlatform): readonly string[] {
  return components
    .flatMap(({ component }) => component.features)
    .filter((feature) => feature.startsWith('global.'))
}

/** The names of the umbrella's own objects. */
export function umbrellaObjects(plan: PlatformPlan): readonly ObjectName[] {
  const { identity, umbrella, defaults, types } = plan
  return namesIn(umbrella.templates, { name: identity.name, defaults, schema: types }, identity)
}

const objectsOf = new WeakMap<Outline, readonly ObjectName[]>()

function chartObjects(chart: ChartPlan, identity: ChartIdentity): readonly ObjectName[] {
  const { outline, name } = chart
  const objects =
    objectsOf.get(outline) ?? namesIn(outline.templates, { ...chart, name: outline.name }, identity)
  objectsOf.set(outline, objects)
  return objects.map(({ kind, suffix }) => ({ kind, suffix: filled(suffix, outline, name) }))
}

function namesIn(
  { files }: ComponentTemplates,
  { name, defaults, schema }: Pick<ChartPlan, 'name' | 'defaults' | 'schema'>,
  { version, appVersion }: ChartIdentity,
): readonly ObjectName[] {
  const input: RenderInput = {
    values: defaults,
    schema,
    release: { name: 'release', namespace: 'default' },
    chart: { name, version, appVersion },
  }
  return Object.values(files).flatMap((documents) => objectNames(documents, input))
}

function umbrellaParts(
  identity: ChartIdentity,
  umbrella: UmbrellaPlan,
  charts: readonly ChartPlan[],
): UmbrellaParts {
  return {
    title: `Values of ${identity.name}`,
    description: identity.description,
    own: { schema: umbrella.schema, values: umbrella.set },
    global: { schema: umbrella.global, values: umbrella.setGlobal },
    components: charts.map(({ name, resolved, schema, outline, set }) => ({
      name,
      title: schema.title ?? name,
      description: resolved.component.description,
      schema: withoutGlobal(schema),
      nameless: withoutGlobal(outline.nameless),
      ofName: schemaFor(outline.ofName, outline, name),
      values: set,
    })),
  }
}

function typesOf({ own, global, components }: UmbrellaParts): Schema {
  const parts = components.map(({ name, schema }) => [name, schema] as const)
  return {
    ...own.schema,
    properties: { ...own.schema.properties, global: global.schema, ...Object.fromEntries(parts) },
  }
}

/** Helm copies the umbrella's globals into each component, so their schema there is the umbrella's. */
export function withoutGlobal(schema: Schema): Schema {
  const known = globalless.get(schema)
  if (known) return known
  const { global: _, ...properties } = schema.properties ?? {}
  const rest = { ...schema, properties }
  globalless.set(schema, rest)
  return rest
}

const globalless = new WeakMap<Schema, Schema>()

/** Every value that holds when nobody sets anything: what Helm shows the umbrella's templates. */
function platformDefaults(umbrella: UmbrellaPlan, charts: readonly ChartPlan[]): Values {
  const own = overlay(defaultsOf(umbrella.schema), umbrella.set)
  const global = overlay(defaultsOf(umbrella.global), umbrella.setGlobal)
  const components = charts.map(
    ({ name, schema, set }) => [name, overlay(defaultsOf(withoutGlobal(schema)), set)] as const,
  )
  return { global, ...own, ...Object.fromEntries(components) }
}
