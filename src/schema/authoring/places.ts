import type { YamlPath } from '../../helm/yaml/yaml-path.ts'
import { type Schema, sectionKeys } from '../schema.ts'

/** What part a schema plays in the schema that it is inside of. */
export type Role = 'root' | 'property' | 'entry' | 'key' | 'condition'

/** One schema inside a schema file, and where it stands. */
export interface Place {
  readonly schema: Schema
  readonly path: string
  /** The same as steps through the JSON of the schema. */
  readonly steps: YamlPath
  readonly role: Role
  /** Inside an entry of a map or a list, or inside a leaf, where nothing has a default. */
  readonly isInEntry: boolean
}

/** A schema and every schema inside it. */
export function placesIn(schema: Schema, role: Role = 'root'): readonly Place[] {
  return placesBelow({ schema, path: '', steps: [], role, isInEntry: isInside(role) })
}

function placesBelow(place: Place): readonly Place[] {
  const { schema, role, isInEntry } = place
  const isOptional = isInEntry || sectionKeys(schema) === undefined
  const inside = (child: Schema, name: string, steps: YamlPath, as: Role): readonly Place[] => {
    const own = role === 'condition' ? role : as
    return placesBelow({
      schema: child,
      path: `${place.path}/${name}`,
      steps: [...place.steps, ...steps],
      role: own,
      isInEntry: isOptional || isInside(own),
    })
  }
  const { items, propertyNames, additionalProperties: entries, dependencies = {} } = schema
  return [
    place,
    ...Object.entries(schema.properties ?? {}).flatMap(([key, child]) =>
      inside(child, key, ['properties', key], 'property'),
    ),
    ...(items ? inside(items, '-', ['items'], 'entry') : []),
    ...(typeof entries === 'object' ? inside(entries, '*', ['additionalProperties'], 'entry') : []),
    ...(propertyNames ? inside(propertyNames, 'key', ['propertyNames'], 'key') : []),
    ...(['if', 'then', 'else', 'not'] as const).flatMap((keyword) => {
      const child = schema[keyword]
      return child ? inside(child, 'condition', [keyword], 'condition') : []
    }),
    ...Object.entries(dependencies).flatMap(([key, child]) =>
      inside(child, 'condition', ['dependencies', key], 'condition'),
    ),
  ]
}

function isInside(role: Role): boolean {
  return role === 'entry' || role === 'condition'
}
