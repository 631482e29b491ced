import { type ComponentPart, componentSchemas, type Part } from './component-schemas.ts'
import { withDefaults } from '../values/defaults.ts'
import { editorHints } from './editor-hints.ts'
import { extractDefinitions } from './extract-definitions.ts'
import type { Schema, Schemas } from './schema.ts'
import { generated } from '../values/generated.ts'
import { mapValues } from '../values/value.ts'

/** All values of the umbrella chart. */
export interface UmbrellaParts {
  readonly title: string
  readonly description: string
  /** The umbrella's own values, at the root. */
  readonly own: Part
  readonly global: Part
  readonly components: readonly ComponentPart[]
}

/**
 * The umbrella's values.schema.json: self-contained, strict, and with the defaults that hold. It is
 * draft-07, the one draft that every Helm and every editor reads alike.
 */
export function composeSchema({
  title,
  description,
  own,
  global,
  components,
}: UmbrellaParts): Schema {
  const globals = withDefaults(global.schema, global.values)
  const ofComponents = componentSchemas(components)
  const properties: Schemas = {
    global: globals,
    ...withDefaults(own.schema, own.values).properties,
    ...withGlobals(ofComponents.properties, globals),
  }
  const root: Schema = {
    title,
    description,
    type: 'object',
    additionalProperties: false,
    properties,
    ...(Object.keys(ofComponents.dependencies).length > 0 && {
      dependencies: ofComponents.dependencies,
    }),
  }
  return {
    $schema: 'http://json-schema.org/draft-07/schema#',
    $comment: generated,
    ...extractDefinitions(editorHints(root)),
  }
}

/** Helm puts the global values into each component, too, before it validates. */
function withGlobals(components: Schemas, globals: Schema): Schemas {
  const description = 'Filled in by Helm; set the global values at the top'
  const global = { doNotSuggest: true, ...globals, description }
  return mapValues(components, (schema) => ({
    ...schema,
    properties: { ...schema.properties, global },
  }))
}
