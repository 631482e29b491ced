import { commonSchema } from './common-schema.ts'
import { withDefaults } from './defaults.ts'
import type { Schema, Schemas } from './schema.ts'
import { shapeText } from './shapes.ts'
import type { Values } from './value.ts'

/** A schema, specialised, and the values that the model sets for it. */
export interface Part {
  readonly schema: Schema
  readonly values: Values
}

/** The values of one component, below its name. */
export interface ComponentPart extends Part {
  readonly name: string
  /** What kind of component it is, as a heading: `PostgreSQL`. */
  readonly title: string
  readonly description: string
}

/**
 * The schema of each component with the defaults that hold. Components of one structure get the same
 * schema, to be written once, because Helm takes milliseconds to read that of a component; what the
 * model sets for each of them is then the `default` of the component as a whole.
 */
export function componentSchemas(components: readonly ComponentPart[]): Schemas {
  const groups = new Map<string, ComponentPart[]>()
  for (const part of components) {
    const group = groups.get(structureOf(part))
    if (group) group.push(part)
    else groups.set(structureOf(part), [part])
  }
  const schemas = new Map([...groups.values()].flatMap(groupSchemas))
  return Object.fromEntries(components.map(({ name }) => [name, schemas.get(name) ?? {}]))
}

function structureOf({ title, schema }: ComponentPart): string {
  return title + shapeText(schema)
}

function groupSchemas(parts: readonly ComponentPart[]): readonly (readonly [string, Schema])[] {
  const shared = commonSchema(parts.map(({ schema, values }) => withDefaults(schema, values)))
  return parts.map(({ name, title, description, values }) => {
    const note = parts.length === 1 ? { description } : { description, default: values }
    return [name, { ...shared, title, ...note }]
  })
}
