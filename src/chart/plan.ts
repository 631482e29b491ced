import type { ComponentTemplates } from '../platform/component.ts'
import type { ResolvedComponent } from '../platform/resolve.ts'
import { defaultsOf } from '../values/defaults.ts'
import { overlay } from '../helm/merge/overlay.ts'
import type { Schema } from '../schema/schema.ts'
import { isMap, own, type Values } from '../values/value.ts'
import { type Outline, outlines, schemaFor } from './outline.ts'

/** A component's chart, before it becomes text. */
export interface ChartPlan {
  readonly name: string
  readonly resolved: ResolvedComponent
  /** What it has in common with the charts of other components. */
  readonly outline: Outline
  /** Schema of the component's values, with those globals that its templates read. */
  readonly schema: Schema
  /** What the model sets, `enabled` first. */
  readonly set: Values
  /** The globals that its templates read. */
  readonly globals: Values
  /** Every value of the component, the globals included. */
  readonly defaults: Values
  /** Its own templates; made when they are asked for, since most need those of the outline only. */
  readonly templates: ComponentTemplates
}

/** Plans the subchart of a component: its templates, and the schema that fits its structure. */
export function planChart(
  resolved: ResolvedComponent,
  globals: Values,
  outlineOf: (resolved: ResolvedComponent) => Outline = outlines(),
): ChartPlan {
  const { component, context } = resolved
  const outline = outlineOf(resolved)
  const schema = schemaFor(outline.schema, outline, context.name)
  const set = { enabled: true, ...(component.values(context) as Values) } // what the model sets is data by its type
  const own = known(globals, schema)
  const defaults = overlay(overlay(defaultsOf(schema), set), { global: own })
  const isShared = outline.name !== context.name
  let templates = isShared ? undefined : outline.templates
  return {
    name: context.name,
    resolved,
    outline,
    schema,
    set,
    globals: own,
    defaults,
    get templates() {
      return (templates ??= component.templates(context))
    },
  }
}

/** Everything that the model sets for a component, the globals that its templates read included. */
export function ownValues({ set, globals }: ChartPlan): Values {
  return { ...set, global: globals }
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
