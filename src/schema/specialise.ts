import { childrenOf, mapChildren, type Schema, type Schemas } from './schema.ts'
import { own } from '../values/value.ts'

/** What the platform fixes for a component, and so shapes the schema of its values. */
export interface Structure {
  /** Names of features, as in `x-when`. */
  readonly features: ReadonlySet<string>
  /** Sets of names, as in `x-keys` and `x-reserved`. */
  readonly keys: Readonly<Record<string, readonly string[]>>
}

/** The schema of one component's values, out of that of its kind; without authoring keywords. */
export function specialise(schema: Schema, structure: Structure): Schema {
  if (!isAuthored(schema)) return schema
  const { 'x-keys': set, 'x-reserved': reserved } = schema
  const fixed = set === undefined ? schema : oneForEach(schema, namesOf(set, structure))
  const present = dropAbsent(fixed, structure)
  const plain = withoutAuthoring(mapChildren(present, (child) => specialise(child, structure)))
  return reserved === undefined ? plain : refuse(plain, namesOf(reserved, structure))
}

function namesOf(set: string, { keys }: Structure): readonly string[] {
  return own(keys, set) ?? []
}

const authoring = ['$comment', 'tsType', 'x-when', 'x-keys', 'x-reserved'] as const

const authored = new WeakMap<Schema, boolean>()

/** Whether a schema, or one inside it, has authoring keywords: most have none, and stay as they are. */
function isAuthored(schema: Schema): boolean {
  const known = authored.get(schema)
  if (known !== undefined) return known
  const found =
    authoring.some((keyword) => keyword in schema) ||
    childrenOf(schema).some(({ child }) => isAuthored(child))
  authored.set(schema, found)
  return found
}

function withoutAuthoring(schema: Schema): Schema {
  const {
    $comment: _,
    tsType: _type,
    'x-when': _when,
    'x-keys': _keys,
    'x-reserved': _names,
    ...plain
  } = schema
  return plain
}

function dropAbsent(schema: Schema, structure: Structure): Schema {
  const all = Object.entries(schema.properties ?? {})
  const kept = all.filter(([, property]) => isPresent(property, structure))
  return kept.length === all.length ? schema : { ...schema, properties: Object.fromEntries(kept) }
}

function isPresent({ 'x-when': feature, 'x-keys': set }: Schema, structure: Structure): boolean {
  if (feature !== undefined && !holds(feature, structure)) return false
  return set === undefined || namesOf(set, structure).length > 0
}

/** Whether the component has a feature, or lacks one that `!` is before. */
function holds(condition: string, { features }: Structure): boolean {
  return condition.startsWith('!') ? !features.has(condition.slice(1)) : features.has(condition)
}

/** An object with one property for each name, in place of a map of any names. */
function oneForEach(map: Schema, names: readonly string[]): Schema {
  const { additionalProperties: entry, propertyNames: _, default: _default, ...rest } = map
  if (typeof entry !== 'object')
    throw new Error(`x-keys needs a schema of entries: ${map.description}`)
  const properties: Schemas = Object.fromEntries(names.map((name) => [name, named(entry, name)]))
  return { ...rest, additionalProperties: false, properties }
}

/** The entry of one name, which stands for `{key}`, also in features and in what an inner map has for keys. */
function named(schema: Schema, name: string): Schema {
  const { description, 'x-keys': set, 'x-when': feature, 'x-reserved': reserved } = schema
  const inner = set === undefined ? mapChildren(schema, (child) => named(child, name)) : schema
  return {
    ...inner,
    ...(description && { description: description.replaceAll('{key}', name) }),
    ...(set && { 'x-keys': set.replaceAll('{key}', name) }),
    ...(feature && { 'x-when': feature.replaceAll('{key}', name) }),
    ...(reserved && { 'x-reserved': reserved.replaceAll('{key}', name) }),
  }
}

/** The map without the names that the chart uses itself, which would be rendered twice. */
function refuse(map: Schema, names: readonly string[]): Schema {
  if (names.length === 0) return map
  const pattern = `^(${names.map(literal).join('|')})$`
  return { ...map, patternProperties: { ...map.patternProperties, [pattern]: false } }
}

function literal(text: string): string {
  return text.replaceAll(/[\\^$.*+?()[\]{}|/]/g, '\\$&')
}
