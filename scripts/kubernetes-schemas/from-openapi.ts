import type { GroupVersionKind, JsonSchema, SchemaMap } from './json-schema.ts'
import { strict } from './strict.ts'

/** The part of Kubernetes' OpenAPI document that tells which kinds a cluster stores. */
export interface OpenApi {
  readonly definitions: SchemaMap
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>
}

interface Operation {
  readonly 'x-kubernetes-action'?: string
  readonly 'x-kubernetes-group-version-kind'?: GroupVersionKind
}

/**
 * Turns Kubernetes' OpenAPI document into files as kubeconform looks them up, one a kind. Each holds
 * the definitions that it needs: one shared file would be a third of the size, but kubeconform
 * would read and check it once for each kind, ten times slower.
 */
export function fromOpenApi(openApi: OpenApi): ReadonlyMap<string, JsonSchema> {
  const schemas = [...storedKinds(openApi)].map(([file, name]): [string, JsonSchema] => [
    file,
    { $ref: `#/definitions/${name}`, definitions: reachable(openApi.definitions, name) },
  ])
  return new Map(schemas)
}

/** Kinds that can be created and listed, so no reviews or evictions; alpha APIs are off everywhere. */
function storedKinds({ definitions, paths }: OpenApi): ReadonlyMap<string, string> {
  const created = actions(paths, 'post')
  const listed = actions(paths, 'list')
  const kinds = Object.entries(definitions).flatMap(([name, definition]) =>
    (definition['x-kubernetes-group-version-kind'] ?? [])
      .filter((kind) => created.has(fileName(kind)) && listed.has(fileName(kind)))
      .filter(({ version }) => !version.includes('alpha'))
      .map((kind): [string, string] => [fileName(kind), name]),
  )
  return new Map(kinds)
}

function actions(paths: OpenApi['paths'], action: string): ReadonlySet<string> {
  const operations = Object.values(paths).flatMap((path) => Object.values(path))
  return new Set(
    operations
      .filter((operation) => operation['x-kubernetes-action'] === action)
      .flatMap((operation) => operation['x-kubernetes-group-version-kind'] ?? [])
      .map(fileName),
  )
}

/** As in kubeconform's default layout: `deployment-apps-v1.json`, `configmap-v1.json`. */
function fileName({ group, version, kind }: GroupVersionKind): string {
  const parts = [kind, ...(group === '' ? [] : [group.split('.')[0]]), version]
  return `${parts.join('-').toLowerCase()}.json`
}

function reachable(definitions: SchemaMap, root: string): SchemaMap {
  const found = new Map<string, JsonSchema>()
  const visit = (name: string): void => {
    const definition = definitions[name]
    if (found.has(name) || definition === undefined) return
    found.set(name, convert(name, definition))
    references(definition).forEach(visit)
  }
  visit(root)
  return Object.fromEntries([...found].toSorted(([a], [b]) => (a < b ? -1 : 1)))
}

function references(schema: JsonSchema): readonly string[] {
  const found = JSON.stringify(schema).matchAll(/"\$ref":"#\/definitions\/([^"]+)"/g)
  return [...found].map(([, name = '']) => name)
}

function convert(name: string, definition: JsonSchema): JsonSchema {
  if (name.endsWith('.resource.Quantity')) return quantity
  return strict(definition)
}

/** The API server's own pattern; a quantity may also be a plain number. */
const quantity: JsonSchema = {
  type: ['string', 'number'],
  pattern: '^[+-]?([0-9]+(\\.[0-9]*)?|\\.[0-9]+)([KMGTPE]i|[numkMGTPE]|[eE][+-]?[0-9]+)?$',
}
