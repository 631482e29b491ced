import type { ComponentTemplates } from '../platform/component.ts'
import type { ResolvedComponent } from '../platform/resolve.ts'
import { type Reference, references } from '../template/references.ts'
import { defaultsOf } from '../values/defaults.ts'
import { keepRead } from '../values/keep-read.ts'
import { loadSchema } from '../values/load-schema.ts'
import { overlay } from '../values/overlay.ts'
import type { Schema } from '../values/schema.ts'
import { specialise } from '../values/specialise.ts'
import { isMap, own, type Values } from '../values/value.ts'

/** A component's chart, before it becomes text. */
export interface ChartPlan {
  readonly name: string
  readonly resolved: ResolvedComponent
  /** Schema of the component's values, with those globals that its templates read. */
  readonly schema: Schema
  /** What the model sets, `enabled` first. */
  readonly set: Values
  /** The globals that its templates read. */
  readonly globals: Values
  /** Every value of the component, the globals included. */
  readonly defaults: Values
  readonly templates: ComponentTemplates
  /** The values that its templates read. */
  readonly references: readonly Reference[]
}

/** Plans the subchart of a component: its templates, and the schema that fits its structure. */
export function planChart(resolved: ResolvedComponent, globals: Values): ChartPlan {
  const { component, context } = resolved
  const templates = component.templates(context)
  const read = references(templates)
  const schema = componentSchema(resolved, read)
  const set = { enabled: true, ...(component.values(context) as Values) } // what the model sets is data by its type
  const own = known(globals, schema)
  const defaults = overlay(overlay(defaultsOf(schema), set), { global: own })
  return {
    name: context.name,
    resolved,
    schema,
    set,
    globals: own,
    defaults,
    templates,
    references: read,
  }
}

/** Everything that the model sets for a component, the globals that its templates read included. */
export function ownValues({ set, globals }: ChartPlan): Values {
  return { ...set, global: globals }
}

function componentSchema(
  { component, context }: ResolvedComponent,
  read: readonly Reference[],
): Schema {
  const structure = { features: new Set(component.features), keys: component.keys?.(context) ?? {} }
  const schema = specialise(loadSchema(component.kind), structure)
  const global = schema.properties?.['global']
  if (!global) return schema
  return {
    ...schema,
    properties: { ...schema.properties, global: keepRead(global, globalsRead(read)) },
  }
}

/** Paths below `global` that a chart's templates read. */
function globalsRead(read: readonly Reference[]): readonly string[] {
  return read
    .map(({ path }) => path)
    .filter((path) => path.startsWith('global.'))
    .map((path) => path.slice('global.'.length))
}

/** Those of the platform's globals that a schema knows. */
function known(globals: Values, schema: Schema): Values {
  const global = schema.properties?.['global']
  return global ? overlay(defaultsOf(global), within(globals, global)) : {}
}

function within(values: Values, schema: Schema): Values {
  const { properties } = schema
  if (!properties) return values
  const kept = Object.entries(values).flatMap(([key, value]) => {
    const property = own(properties, key)
    if (!property) return []
    return [[key, isMap(value) ? within(value, property) : value] as const]
  })
  return Object.fromEntries(kept)
}
