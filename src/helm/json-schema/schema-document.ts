import { isTable } from '../merge/coalesce.ts'
import { type Draft, defaultDraft, draftName, draftOf } from './draft.ts'
import { formsOf, isSchemaOf } from './forms.ts'
import { resolveUrl, splitFragment } from './resolve-url.ts'

/** Why a schema gives no verdict on values, or refuses them all. */
export interface SchemaFault {
  readonly verdict: 'refused' | 'unjudged'
  /** Where in the schema: `#/properties/a`. */
  readonly pointer: string
  readonly message: string
}

/** A part of a schema with an identity of its own: the whole, or what stands below an `$id`. */
export interface Resource {
  readonly pointer: string
  readonly url: string
  readonly draft: Draft
  /** Pointers by name. */
  readonly anchors: Map<string, string>
  readonly dynamicAnchors: Set<string>
}

/** A schema that was read whole. */
export interface SchemaDocument {
  readonly root: unknown
  readonly resources: Map<string, Resource>
  /** The pointers of all schemas in it. */
  readonly schemas: Set<string>
  readonly faults: SchemaFault[]
}

/** Where Helm says that the schema is. */
const ownUrl = 'file:///values.schema.json'

/** Reads a schema: its resources and anchors, and what is wrong with it by the rules of its draft. */
export function readDocument(root: unknown): SchemaDocument {
  const document: SchemaDocument = { root, resources: new Map(), schemas: new Set(), faults: [] }
  visit(document, root, '', undefined)
  return document
}

/** The resource that a pointer lies in. */
export function resourceAt({ resources }: SchemaDocument, pointer: string): Resource {
  for (let at = pointer; at !== ''; at = at.slice(0, at.lastIndexOf('/'))) {
    const resource = resources.get(at)
    if (resource) return resource
  }
  return resources.get('') as Resource // the whole is one, since readDocument
}

/** Takes a place for a schema because a reference leads there; it may stand at no keyword. */
export function visitReferenced(document: SchemaDocument, schema: unknown, pointer: string): void {
  if (!document.schemas.has(pointer))
    visit(document, schema, pointer, resourceAt(document, pointer))
}

/** Adds steps to a pointer. */
export function pointTo(pointer: string, ...steps: readonly string[]): string {
  return [pointer, ...steps.map((step) => step.replaceAll('~', '~0').replaceAll('/', '~1'))].join(
    '/',
  )
}

/** What lies at a pointer; undefined for nothing. */
export function lookUp(root: unknown, pointer: string): unknown {
  return pointer
    .split('/')
    .slice(1)
    .map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'))
    .reduce<unknown>((at, step) => {
      const isPart = typeof at === 'object' && at !== null && Object.hasOwn(at, step)
      return isPart ? (at as Readonly<Record<string, unknown>>)[step] : undefined // it has this key
    }, root)
}

function visit(
  document: SchemaDocument,
  schema: unknown,
  pointer: string,
  around: Resource | undefined,
): void {
  if (document.schemas.has(pointer)) return
  document.schemas.add(pointer)
  const resource = resourceOf(document, schema, pointer, around)
  if (!isSchemaOf(resource.draft, schema)) {
    const allowed = resource.draft > 4 ? 'a map, true or false' : 'a map'
    refuse(document, pointer, `a schema of ${draftName(resource.draft)} is ${allowed}`)
  } else if (isTable(schema)) {
    addAnchors(document, schema, pointer, resource)
    visitKeywords(document, schema, pointer, resource)
  }
}

function visitKeywords(
  document: SchemaDocument,
  schema: Readonly<Record<string, unknown>>,
  pointer: string,
  resource: Resource,
): void {
  const forms = formsOf(resource.draft, true)
  for (const keyword of Object.keys(schema)) {
    const form = forms.get(keyword)
    const value = schema[keyword]
    if (!form) continue
    if (!form.fits(value)) {
      const draft = draftName(resource.draft)
      refuse(document, pointTo(pointer, keyword), `${keyword} of ${draft} is ${form.words}`)
      continue
    }
    for (const { steps, schema: inner } of form.inner?.(value) ?? [])
      visit(document, inner, pointTo(pointer, keyword, ...steps), resource)
  }
  for (const limit of resource.draft === 4 ? ['Minimum', 'Maximum'] : [])
    if (`exclusive${limit}` in schema && !(limit.toLowerCase() in schema))
      refuse(document, pointer, `exclusive${limit} needs ${limit.toLowerCase()} beside it`)
}

function resourceOf(
  document: SchemaDocument,
  schema: unknown,
  pointer: string,
  around: Resource | undefined,
): Resource {
  const base = around?.url ?? ownUrl
  const outer = around?.draft ?? defaultDraft
  if (!isTable(schema)) return around ?? addResource(document, pointer, base, outer)
  const named = draftIn(document, schema, pointer, outer)
  const id = idOf(schema, named)
  if (id !== '') return addResource(document, pointer, resolveUrl(base, id), named)
  if (!around) return addResource(document, pointer, base, named)
  const inner = idOf(schema, outer) // without an $id, a $schema counts at the root alone
  return inner === '' ? around : addResource(document, pointer, resolveUrl(base, inner), outer)
}

function addResource(
  document: SchemaDocument,
  pointer: string,
  url: string,
  draft: Draft,
): Resource {
  const twin = [...document.resources.values()].find((one) => one.url === url)
  if (twin) refuse(document, pointer, `#${twin.pointer} has the same URL, ${url}`)
  const resource = { pointer, url, draft, anchors: new Map(), dynamicAnchors: new Set<string>() }
  document.resources.set(pointer, resource)
  return resource
}

function draftIn(
  document: SchemaDocument,
  { $schema }: Readonly<Record<string, unknown>>,
  pointer: string,
  outer: Draft,
): Draft {
  if (typeof $schema !== 'string') return outer
  const draft = draftOf($schema)
  if (draft === undefined && !$schema.startsWith('urn:'))
    document.faults.push(unknownDialect($schema, `#${pointTo(pointer, '$schema')}`))
  return draft ?? outer
}

function unknownDialect(url: string, pointer: string): SchemaFault {
  if (/^(?:https?|file):/.test(url))
    return { verdict: 'unjudged', pointer, message: `Helm would fetch the dialect ${url}` }
  return { verdict: 'refused', pointer, message: `there is no dialect ${url}` }
}

/** The identity of a schema, without a fragment; up to draft-07 nothing counts beside a `$ref`. */
function idOf(schema: Readonly<Record<string, unknown>>, draft: Draft): string {
  if (draft < 2019 && '$ref' in schema) return ''
  const id = schema[draft === 4 ? 'id' : '$id']
  return typeof id === 'string' ? (id.split('#')[0] ?? '') : ''
}

function addAnchors(
  document: SchemaDocument,
  schema: Readonly<Record<string, unknown>>,
  pointer: string,
  resource: Resource,
): void {
  const { draft, anchors, dynamicAnchors } = resource
  for (const name of anchorsIn(schema, draft)) {
    const other = anchors.get(name)
    if (other !== undefined && other !== pointer)
      refuse(document, pointer, `#${other} has the same anchor, ${name}`)
    anchors.set(name, pointer)
  }
  const { $dynamicAnchor } = schema
  if (draft >= 2020 && typeof $dynamicAnchor === 'string') dynamicAnchors.add($dynamicAnchor)
}

function anchorsIn(schema: Readonly<Record<string, unknown>>, draft: Draft): readonly string[] {
  if (draft >= 2019) {
    const names = [schema['$anchor'], draft >= 2020 ? schema['$dynamicAnchor'] : undefined]
    return names.filter((name) => typeof name === 'string')
  }
  const id = schema[draft === 4 ? 'id' : '$id']
  if ('$ref' in schema || typeof id !== 'string') return []
  const [, fragment = ''] = splitFragment(id)
  return fragment === '' || fragment.startsWith('/') ? [] : [fragment]
}

function refuse({ faults }: SchemaDocument, pointer: string, message: string): void {
  faults.push({ verdict: 'refused', pointer: `#${pointer}`, message })
}
