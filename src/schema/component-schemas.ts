import { commonSchema } from './common-schema.ts'
import { withDefaults } from '../values/defaults.ts'
import type { Schema } from './schema.ts'
import { shapeId } from './shapes.ts'
import type { Values } from '../values/value.ts'

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
  /** The schema without what refuses the component's own name, and that alone. */
  readonly nameless: Schema
  readonly ofName: Schema
}

/**
 * The schema of each component with the defaults that hold. Components of one structure get the same
 * schema, to be written once, because Helm takes milliseconds to read that of a component; what the
 * model sets for each of them is then the `default` of the component as a whole, and what refuses the
 * name of each is told beside it, as what depends on the component being there.
 */
export function componentSchemas(
  components: readonly ComponentPart[],
): Required<Pick<Schema, 'properties' | 'dependencies'>> {
  const groups = [...grouped(components).values()]
  const schemas = new Map(groups.flatMap(groupSchemas))
  const named = new Set(groups.filter(isGroup).flat())
  return {
    properties: Object.fromEntries(components.map(({ name }) => [name, schemas.get(name) ?? {}])),
    dependencies: Object.fromEntries(
      components
        .filter((part) => named.has(part) && Object.keys(part.ofName).length > 0)
        .map(({ name, ofName }) => [name, { properties: { [name]: ofName } }]),
    ),
  }
}

function grouped(
  components: readonly ComponentPart[],
): ReadonlyMap<string, readonly ComponentPart[]> {
  const groups = new Map<string, ComponentPart[]>()
  for (const part of components) {
    const structure = `${part.title} ${shapeId(part.nameless)}`
    const group = groups.get(structure)
    if (group) group.push(part)
    else groups.set(structure, [part])
  }
  return groups
}

const isGroup = (parts: readonly ComponentPart[]): boolean => parts.length > 1

function groupSchemas(parts: readonly ComponentPart[]): readonly (readonly [string, Schema])[] {
  const shared = commonSchema(
    parts.map(({ schema, nameless, values }) =>
      withDefaults(isGroup(parts) ? nameless : schema, values),
    ),
  )
  return parts.map(({ name, title, description, values }) => {
    const note = isGroup(parts) ? { description, default: values } : { description }
    return [name, { ...shared, title, ...note }]
  })
}
