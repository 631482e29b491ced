import { readFileSync } from 'node:fs'
import { packageFile } from '../package-file.ts'
import { withDefaults } from './defaults.ts'
import { mapChildren, type Schema } from './schema.ts'
import { isMap, own } from './value.ts'

const files = new Map<string, Schema>()
const resolved = new Map<string, Schema>()

/**
 * The schema of the values of a component kind, from `schema/<kind>.schema.json`, with every `$ref`
 * replaced by what it points to. Beside a `$ref`, a `default` is laid over the defaults of the
 * shared shape, and every other annotation replaces that of the shape.
 */
export function loadSchema(kind: string): Schema {
  return resolvedAt(`${kind}.schema.json`)
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

function resolve(commented: Schema, file: string): Schema {
  const { $comment: _, ...schema } = commented
  const { $ref, default: value, ...annotations } = schema
  if ($ref === undefined) return mapChildren(schema, (child) => resolve(child, file))
  const shape = { ...resolvedAt($ref.startsWith('#') ? `${file}${$ref}` : $ref), ...annotations }
  if (value === undefined) return shape
  return isMap(value) ? withDefaults(shape, value) : { ...shape, default: value }
}

/** What a reference points to, resolved once, so that all who use it share its parts. */
function resolvedAt(reference: string): Schema {
  const known = resolved.get(reference)
  if (known) return known
  const [file = '', pointer = ''] = reference.split('#')
  const schema = resolve(pointed(file, pointer), file)
  resolved.set(reference, schema)
  return schema
}

function pointed(file: string, pointer: string): Schema {
  if (pointer === '') return read(file)
  const name = pointer.replace('/definitions/', '')
  const definition = own(read(file).definitions ?? {}, name)
  if (!definition) throw new Error(`${file} has no definition ${name}`)
  return definition
}
