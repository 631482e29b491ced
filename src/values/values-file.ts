import { type YamlEntry, writeCommented } from '../helm/yaml/write-commented.ts'
import type { Part } from '../schema/component-schemas.ts'
import type { UmbrellaParts } from '../schema/compose.ts'
import { withDefaults } from './defaults.ts'
import { type Schema, sectionKeys } from '../schema/schema.ts'
import { generated } from './generated.ts'
import { isMap, own, type Value, type Values } from './value.ts'

/** Makes editors with the YAML language server validate, complete and explain; must be line 1. */
function modeline(schema: string): string {
  return `yaml-language-server: $schema=${schema}`
}

/**
 * The umbrella's values.yaml: the global and its own values in full, and of each component what the
 * model sets. A key is explained in the first component that has it.
 */
export function umbrellaValuesFile({ own: root, global, components }: UmbrellaParts): string {
  const explained = new Set<string>()
  const globals = { ...global.schema, properties: { global: global.schema } }
  const entries = [
    ...fullEntries({ schema: globals, values: { global: global.values } }),
    ...fullEntries(root),
    ...components.map(({ name, description, schema, values }) => ({
      key: name,
      comment: description,
      entries: setEntries(schema, values, '', explained),
    })),
  ]
  const more = 'What else may be set is in README.md (helm show readme) and in the schema.'
  return writeCommented(entries, [modeline('values.schema.json'), generated, more])
}

/** A subchart's values.yaml: every value with its default and what it is for. */
export function subchartValuesFile(part: Part): string {
  return writeCommented(fullEntries(part), [generated])
}

/** A values-<profile>.yaml beside the chart: what the profile changes, and nothing else. */
export function profileValuesFile(profile: string, delta: Values): string {
  const entries = Object.entries(delta).map(([key, value]) => ({ key, value }))
  const heading = `What the profile ${profile} changes. ${generated}`
  return writeCommented(entries, [modeline('chart/values.schema.json'), heading])
}

function fullEntries({ schema, values }: Part): readonly YamlEntry[] {
  return entriesOf(withDefaults(schema, values))
}

function entriesOf({ properties = {} }: Schema): readonly YamlEntry[] {
  return Object.entries(properties).map(([key, property]) => {
    const known = entries.get(property)
    const entry = known?.key === key ? known : entryOf(key, property)
    entries.set(property, entry)
    return entry
  })
}

/** Components share what their model does not set, so that each entry is made once. */
const entries = new WeakMap<Schema, YamlEntry>()

function entryOf(key: string, property: Schema): YamlEntry {
  return {
    key,
    ...commented(property),
    ...(sectionKeys(property) ? { entries: entriesOf(property) } : { value: property.default }),
  }
}

/** Entries for the values that are set, in the order of the schema. */
function setEntries(
  { properties = {} }: Schema,
  values: Values,
  path: string,
  explained: Set<string>,
): readonly YamlEntry[] {
  return Object.entries(properties).flatMap(([key, property]) => {
    const value = own(values, key)
    return value === undefined ? [] : [setEntry(key, property, value, `${path}${key}`, explained)]
  })
}

function setEntry(
  key: string,
  property: Schema,
  value: Value,
  path: string,
  explained: Set<string>,
): YamlEntry {
  if (sectionKeys(property) && isMap(value)) {
    return { key, entries: setEntries(property, value, `${path}.`, explained) }
  }
  const explanation = `${path}: ${property.description}`
  const isNew = !explained.has(explanation)
  explained.add(explanation)
  return { key, value, ...(isNew && commented(property)) }
}

function commented({ description }: Schema): { readonly comment?: string } {
  return description === undefined ? {} : { comment: description }
}
