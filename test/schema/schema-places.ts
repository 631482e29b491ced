import * as fc from 'fast-check'
import { foldDependencies } from '../../src/diff/schema/fold-dependencies.ts'
import type { Schema } from '../../src/schema/schema.ts'
import type { Value, Values } from '../../src/values/value.ts'
import { anyValue, definition } from '../validate/any-document.ts'

/** A key in a values file, and what the schema says of it. */
export interface Place {
  /** `orders.tolerations.0.key` */
  readonly path: string
  readonly schema: Schema
  /** The keys that the map around it knows; none where it takes any. */
  readonly known: readonly string[]
  /** A values file with this value here and with little else; the key may be spelt otherwise. */
  readonly file: (value: Value, key?: string) => Values
}

/** Every key that a schema knows at any depth, in one entry of each list and of each map as well. */
export function placesIn(root: Schema): readonly Place[] {
  return [...below('', foldDependencies(root), root, (value) => value as Values)] // of the whole file, a map
}

type Around = (value: Value) => Values

function* below(path: string, given: Schema, root: Schema, around: Around): Generator<Place> {
  const schema = given.$ref === undefined ? given : definition(given.$ref, root)
  const { items, additionalProperties } = schema
  if (items) yield* below(`${path}.0`, items, root, (value) => around([value]))
  const known = knownKeys(schema)
  for (const [key, child] of Object.entries(known)) {
    const others = othersOf(schema, key, root)
    const file = (value: Value, as = key): Values => around({ ...others, [as]: value })
    const at = path === '' ? key : `${path}.${key}`
    yield { path: at, schema: resolved(child, root), known: Object.keys(known), file }
    yield* below(at, child, root, file)
  }
  if (Object.keys(known).length === 0 && typeof additionalProperties === 'object') {
    const key = schema.propertyNames ? String(someOf(schema.propertyNames, root, 1)[0]) : 'a'
    const entry = (value: Value): Values => around({ [key]: value })
    yield* below(`${path}.${key}`, additionalProperties, root, entry)
  }
}

const resolved = (schema: Schema, root: Schema): Schema =>
  schema.$ref === undefined ? schema : definition(schema.$ref, root)

/** What the schema names, in `properties` or as the only names of a map. */
function knownKeys(schema: Schema): Readonly<Record<string, Schema>> {
  const { properties = {}, propertyNames, additionalProperties } = schema
  const names = (propertyNames?.enum ?? []).map(String)
  const other = typeof additionalProperties === 'object' ? additionalProperties : { enum: ['any'] }
  return { ...Object.fromEntries(names.map((name) => [name, other])), ...properties }
}

/** What a map must have beside a key; where its keys depend on each other, what it may have. */
function othersOf(schema: Schema, key: string, root: Schema): Values {
  if (schema.if ?? schema.dependencies) {
    const having = { ...schema, required: [...(schema.required ?? []), key] }
    const { [key]: _, ...others } = someOf(having, root, 1)[0] as Values // of a map's schema
    return others
  }
  const { required = [], properties = {} } = schema
  const others = required.filter((one) => one !== key)
  return Object.fromEntries(
    others.map((one) => [one, someOf(properties[one] ?? {}, root, 1)[0] ?? '']),
  )
}

/** Some values that a schema accepts; always the same. */
export function someOf(schema: Schema, root: Schema, count: number): readonly Value[] {
  return fc.sample(anyValue(schema, root), { seed: 1, numRuns: count })
}
