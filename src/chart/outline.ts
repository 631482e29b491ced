import { isDeepStrictEqual } from 'node:util'
import type { ComponentTemplates } from '../platform/component.ts'
import { elsewhereKeys, seenBy } from '../platform/elsewhere.ts'
import type { ResolvedComponent } from '../platform/resolve.ts'
import { nameOf } from '../kubernetes/naming.ts'
import { plainText } from '../template/print/plain-text.ts'
import { type Reference, references } from '../template/view/references.ts'
import { keyOf } from '../template/view/same-expression.ts'
import { keepRead } from '../schema/keep-read.ts'
import type { Schema, Schemas } from '../schema/schema.ts'
import { specialise, type Structure } from '../schema/specialise.ts'
import { mapValues } from '../values/value.ts'
import { scalar } from '../helm/yaml/scalar.ts'

/**
 * What the charts of all components of one shape have in common. Where their own names differ, it has
 * `name`: a name like any other, which only text that a component's name is part of has.
 */
export interface Outline {
  readonly name: string
  readonly templates: ComponentTemplates
  /** The values that its templates read. */
  readonly references: readonly Reference[]
  /** Schema of the component's values, with those globals that its templates read. */
  readonly schema: Schema
  /** The same without what refuses the component's own name, and that alone: the same for all of a shape. */
  readonly nameless: Schema
  readonly ofName: Schema
}

/** Stands for the name of a component that has its shape in common with others. */
const anyName = 'any-component-of-this-shape'

/** Gives the outline of a component; it is made once for all of one shape. */
export function outlines(): (resolved: ResolvedComponent) => Outline {
  const known = new Map<string, Outline>()
  return (resolved) => {
    const key = shapeKey(resolved)
    if (key === undefined) return outlineOf(resolved)
    const { component, context } = resolved
    const outline =
      known.get(key) ?? outlineOf({ component, context: { ...context, name: anyName } })
    known.set(key, outline)
    return outline
  }
}

/** A text of an outline, for the component of this name. */
export function filled(text: string, outline: Outline, name: string): string {
  return outline.name === name ? text : text.replaceAll(outline.name, name)
}

/** A schema of an outline, for the component of this name. */
export function schemaFor(schema: Schema, outline: Outline, name: string): Schema {
  return outline.name === name
    ? schema
    : (changed(schema, (text) => filled(text, outline, name)) as Schema) // of the same form
}

const nameless = new WeakSet<object>()

/** Data in which a name is another one. What does not have it stays the same object. */
function changed(data: unknown, change: (text: string) => string): unknown {
  if (typeof data === 'string') return change(data)
  if (typeof data !== 'object' || data === null || nameless.has(data)) return data
  if (Array.isArray(data)) {
    const items = data.map((item: unknown) => changed(item, change))
    return kept(data, items, (index) => items[Number(index)] === data[Number(index)])
  }
  const map = data as Readonly<Record<string, unknown>>
  const other: Record<string, unknown> = {}
  for (const [key, value] of Object.entries(map)) other[change(key)] = changed(value, change)
  return kept(map, other, (key) => other[key] === map[key])
}

function kept(data: object, other: object, isSame: (key: string) => boolean): object {
  if (!Object.keys(data).every(isSame)) return other
  nameless.add(data)
  return data
}

/** Undefined where a component has its chart for itself. */
function shapeKey({ component, context }: ResolvedComponent): string | undefined {
  const { kind } = component
  const shape = component.shape?.(context)
  if (shape === undefined || !isOrdinary(context.name)) return undefined
  const { platform, labels, namespace } = context
  const around = [namespace ?? '', context.uses.map((use) => use.component?.namespace ?? '')]
  const key = keyOf([kind, featuresOf({ component, context }), platform, labels, around, shape])
  return key.includes(anyName) ? undefined : key
}

/** Whether a name, and one that ends in it, is never quoted. */
function isOrdinary(name: string): boolean {
  return scalar(name) === name && plainText(nameOf(name))
}

function outlineOf(resolved: ResolvedComponent): Outline {
  const { component, context } = resolved
  const templates = component.templates(context)
  const read = references(templates)
  const own = component.keys?.(context) ?? {}
  const global = elsewhereKeys(seenBy(component, context))
  const schema = componentSchema(resolved, { ...global, ...own }, read)
  const others = {
    ...global,
    ...mapValues(own, (names) => names.filter((one) => one !== context.name)),
  }
  const nameless = componentSchema(resolved, others, read)
  const ofName = refusedName(schema, nameless, context.name)
  return {
    name: context.name,
    templates,
    references: read,
    schema,
    ...(ofName ? { nameless, ofName } : { nameless: schema, ofName: {} }),
  }
}

/** What refuses a name in a schema, as far as it is told in another one that is the same without it. */
function refusedName(schema: Schema, nameless: Schema, name: string): Schema | undefined {
  if (schema === nameless) return {}
  const { patternProperties: refused, properties = {}, ...rest } = schema
  const { patternProperties: fewer, properties: without = {}, ...others } = nameless
  if (!isDeepStrictEqual([rest, Object.keys(properties)], [others, Object.keys(without)]))
    return undefined
  const inside = Object.entries(properties).map(
    ([key, property]) => [key, refusedName(property, without[key] ?? {}, name)] as const,
  )
  if (inside.some(([, inner]) => inner === undefined)) return undefined
  const told = inside.filter(([, inner]) => Object.keys(inner ?? {}).length > 0)
  return {
    ...(!isDeepStrictEqual(refused, fewer) && {
      doNotSuggest: true, // the schema beside does, with its description
      patternProperties: { [`^${name}$`]: false },
    }),
    ...(told.length > 0 && { properties: Object.fromEntries(told) as Schemas }), // none is undefined
  }
}

function featuresOf({ component, context }: ResolvedComponent): readonly string[] {
  return [...component.features, ...(component.featuresIn?.(context) ?? [])]
}

function componentSchema(
  resolved: ResolvedComponent,
  keys: Structure['keys'],
  read: readonly Reference[],
): Schema {
  const structure = { features: new Set(featuresOf(resolved)), keys }
  const schema = specialise(resolved.component.schema.resolved(), structure)
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
