import { readFileSync } from 'node:fs'
import { packageFile } from '../package-file.ts'
import { withDefaults } from '../values/defaults.ts'
import { mapChildren, type Schema, type Schemas } from './schema.ts'
import { isMap, own } from '../values/value.ts'

const files = new Map<string, Schema>()
const resolved = new Map<string, Schema>()

/**
 * A schema of this package that kinds share, `schema/<name>.schema.json`, with every `$ref`
 * replaced by what it points to. Beside a `$ref`, a `default` is laid over the defaults of the
 * shared shape, and every other annotation replaces that of the shape.
 */
export function loadSchema(name: 'definitions' | 'global' | 'umbrella'): Schema {
  return resolvedAt(`${name}.schema.json`)
}

/** A shape that kinds share, from `schema/definitions.schema.json`: `resources`, `probe`, `sidecar`. */
export function loadDefinition(name: string): Schema {
  return resolvedAt(`definitions.schema.json#/definitions/${name}`)
}

/**
 * A schema that was written elsewhere, with every `$ref` replaced: `#/definitions/…` is its own, and
 * `definitions.schema.json#/definitions/…` and `global.schema.json` are those of this package.
 */
export function resolveSchema(written: Schema): Schema {
  const { $schema: _, definitions = {}, ...schema } = written
  return resolve(schema, (reference) =>
    reference.startsWith('#')
      ? resolveSchema({ ...definitionOf(definitions, reference, 'the schema'), definitions })
      : resolvedAt(reference),
  )
}

function read(file: string): Schema {
  const known = files.get(file)
  if (known) return known
  const text = readFileSync(packageFile(`schema/${file}`), 'utf8')
  // The files are ours, and a test holds them to the keywords of Schema.
  const { $schema: _, ...schema } = JSON.parse(text) as Schema
  files.set(file, schema)
  return schema
}

function resolve(commented: Schema, find: (reference: string) => Schema): Schema {
  const { $comment: _, ...schema } = commented
  const { $ref, default: value, ...annotations } = schema
  if ($ref === undefined) return mapChildren(schema, (child) => resolve(child, find))
  const shape = { ...find($ref), ...annotations }
  if (value === undefined) return shape
  return isMap(value) ? withDefaults(shape, value) : { ...shape, default: value }
}

/** What a reference points to, resolved once, so that all who use it share its parts. */
function resolvedAt(reference: string): Schema {
  const known = resolved.get(reference)
  if (known) return known
  const [file = '', pointer = ''] = reference.split('#')
  const written = read(file)
  const pointed =
    pointer === '' ? written : definitionOf(written.definitions ?? {}, `#${pointer}`, file)
  const schema = resolve(pointed, (to) => resolvedAt(to.startsWith('#') ? `${file}${to}` : to))
  resolved.set(reference, schema)
  return schema
}

function definitionOf(definitions: Schemas, reference: string, file: string): Schema {
  const name = reference.replace('#/definitions/', '')
  const definition = own(definitions, name)
  if (!definition) throw new Error(`${file} has no definition ${name}`)
  return definition
}
