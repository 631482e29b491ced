import { resolved } from '../../schema/schema-at.ts'
import type { Schema } from '../../schema/schema.ts'
import { mapValues, own } from '../../values/value.ts'

/**
 * A schema in which what `dependencies` say of the very key that they depend on stands at that key: so
 * the schema of a chart tells the names that a component refuses, where components share their schemas.
 */
export function foldDependencies(root: Schema): Schema {
  const { dependencies = {}, properties = {}, ...rest } = root
  const folded = new Map(
    Object.entries(dependencies).flatMap(([key, { properties: told = {}, ...more }]) => {
      const inner = own(told, key)
      const isOfKey = inner && Object.keys(told).length === 1 && Object.keys(more).length === 0
      return isOfKey && Object.hasOwn(properties, key) ? [[key, inner] as const] : []
    }),
  )
  if (folded.size === 0) return root
  const others = Object.entries(dependencies).filter(([key]) => !folded.has(key))
  return {
    ...rest,
    ...(others.length > 0 && { dependencies: Object.fromEntries(others) }),
    properties: mapValues(properties, (property, key) => merged(property, folded.get(key), root)),
  }
}

function merged(schema: Schema, told: Schema | undefined, root: Schema): Schema {
  if (!told) return schema
  const { properties = {}, patternProperties, ...rest } = resolved(schema, root) ?? {}
  const { doNotSuggest: _, properties: inside = {}, patternProperties: refused, ...more } = told
  return {
    ...rest,
    ...more,
    ...((patternProperties ?? refused) && {
      patternProperties: { ...patternProperties, ...refused },
    }),
    ...(Object.keys(properties).length > 0 && {
      properties: mapValues(properties, (property, key) =>
        merged(property, own(inside, key), root),
      ),
    }),
  }
}
