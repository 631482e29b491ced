import { createHash } from 'node:crypto'
import type { JSONSchema } from 'json-schema-to-typescript'
import { mapChildren, type Schema } from '../schema.ts'
import { isNamed, sharedTypes, typeName } from './shared-types.ts'

/** Where a file of types finds those that are declared elsewhere. */
export interface Modules {
  /** Module of the types of shared shapes, by the schema file that has them; none for this file itself. */
  readonly shared: (file: 'definitions' | 'global') => string | undefined
  /** Module of Kubernetes' own types. */
  readonly kubernetes: string
}

/** The declarations that some schemas become, with what they import. */
export async function typesText(named: readonly Schema[], modules: Modules): Promise<string> {
  const imports = new Map<string, string>()
  const declarations = typedSchemas(named, modules, imports)
  const body: string[] = []
  for (const { schema, name } of declarations) body.push(await declare(schema, name))
  return [importLines(imports), ...body].filter((part) => part !== '').join('\n')
}

/**
 * What a file of types says of itself: a digest of what decides the types, and of the declarations.
 * It tells without the compiler of types, which takes long to load, that the file is as it should be.
 */
export function typesDigest(named: readonly Schema[], modules: Modules, text: string): string {
  const decided = JSON.stringify(typedSchemas(named, modules, new Map()))
  return createHash('sha256').update(decided).update('\n').update(text).digest('hex').slice(0, 16)
}

function typedSchemas(
  named: readonly Schema[],
  modules: Modules,
  imports: Map<string, string>,
): readonly { readonly schema: Schema; readonly name: string }[] {
  return named.map((schema) => ({
    schema: typed(schema, modules, imports),
    name: typeName(schema),
  }))
}

/** What decides the type of a schema: after defaults, so that a key with a default is required. */
function typed(schema: Schema, modules: Modules, imports: Map<string, string>): Schema {
  const { type, enum: allowed, items, additionalProperties, properties, description } = schema
  const title = isNamed(schema) ? schema.title : undefined
  const required = properties && requiredKeys(schema)
  const kept = {
    title,
    description,
    type,
    enum: allowed,
    items,
    properties,
    required,
    additionalProperties,
  }
  return mapChildren(present(kept), (child, key) => {
    const { description: _, ...entry } = child // the map or list says already what its entries are
    const member = key === undefined ? entry : child
    return reference(member, modules, imports) ?? typed(member, modules, imports)
  })
}

/** A type that is declared elsewhere, to be imported from there. */
function reference(
  schema: Schema,
  modules: Modules,
  imports: Map<string, string>,
): Schema | undefined {
  const tsType = schema.tsType ?? (isNamed(schema) ? typeName(schema) : '')
  const file = sharedTypes().get(tsType)
  if (schema.tsType === undefined && file === undefined) return undefined
  const module = schema.tsType || file === undefined ? modules.kubernetes : modules.shared(file)
  if (module !== undefined) imports.set(tsType, module)
  return present({ tsType, description: schema.description })
}

function requiredKeys({ properties = {}, required = [] }: Schema): readonly string[] {
  const isAlwaysThere = ([key, property]: [string, Schema]): boolean =>
    required.includes(key) || hasDefault(property)
  return Object.entries(properties)
    .filter(isAlwaysThere)
    .map(([key]) => key)
}

/** Whether something is there without being set: in an entry of a map or a list, nothing is. */
function hasDefault({ default: value, properties = {} }: Schema): boolean {
  return value !== undefined || Object.values(properties).some(hasDefault)
}

function present(keywords: { readonly [K in keyof Schema]: Schema[K] | undefined }): Schema {
  return Object.fromEntries(Object.entries(keywords).filter(([, value]) => value !== undefined))
}

async function declare(schema: object, name: string): Promise<string> {
  const { compile } = await import('json-schema-to-typescript')
  return compile(schema as JSONSchema, name, {
    bannerComment: '',
    customName: ({ title }) => (title === undefined ? undefined : typeName({ title })),
    style: { semi: false, singleQuote: true, printWidth: 100 },
  })
}

function importLines(imports: ReadonlyMap<string, string>): string {
  const modules = [...new Set(imports.values())].toSorted()
  return modules.map((module) => importLine(module, namesFrom(module, imports))).join('')
}

function namesFrom(module: string, imports: ReadonlyMap<string, string>): readonly string[] {
  return [...imports.keys()].filter((name) => imports.get(name) === module).toSorted()
}

function importLine(module: string, names: readonly string[]): string {
  const line = `import type { ${names.join(', ')} } from '${module}'\n`
  if (line.length <= 101) return line
  return `import type {\n${names.map((name) => `  ${name},\n`).join('')}} from '${module}'\n`
}
