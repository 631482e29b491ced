import { draftOf } from './draft.ts'
import { resolveUrl, splitFragment } from './resolve-url.ts'
import {
  lookUp,
  pointTo,
  type Resource,
  type SchemaDocument,
  type SchemaFault,
  visitReferenced,
} from './schema-document.ts'
import type { Rules, SchemaNode } from './schema-node.ts'

/** A schema with a reference, and where it stands. */
interface Referrer {
  readonly schema: Readonly<Record<string, unknown>>
  readonly pointer: string
  readonly resource: Resource
}

/** The schema that a reference leads to; one that leads nowhere is a fault of the document. */
export function resolveReference(
  document: SchemaDocument,
  { schema, pointer, resource }: Referrer,
  keyword: string,
  nodeAt: (pointer: string, schema: unknown) => SchemaNode,
): SchemaNode | undefined {
  const reference = schema[keyword]
  if (typeof reference !== 'string') return undefined
  const found = follow(document, resource, reference)
  if ('pointer' in found) {
    const target = lookUp(document.root, found.pointer)
    visitReferenced(document, target, found.pointer)
    return nodeAt(found.pointer, target)
  }
  if ('rules' in found)
    return {
      schema: reference,
      draft: resource.draft,
      dynamic: new Map(),
      resource: undefined,
      ...found,
    }
  document.faults.push({ ...found, pointer: `#${pointTo(pointer, keyword)}` })
  return undefined
}

type Found = { readonly pointer: string } | { readonly rules: Rules } | Omit<SchemaFault, 'pointer'>

function follow(document: SchemaDocument, from: Resource, reference: string): Found {
  const [address, fragment] = splitFragment(reference)
  if (fragment === undefined) return refused(`${reference} has a % that escapes nothing`)
  const url = resolveUrl(from.url, address)
  const target = [...document.resources.values()].find((one) => one.url === url)
  if (!target) return outside(url, fragment)
  const isPointer = fragment === '' || fragment.startsWith('/')
  const pointer = isPointer ? `${target.pointer}${fragment}` : target.anchors.get(fragment)
  if (pointer === undefined || lookUp(document.root, pointer) === undefined)
    return refused(`${reference} leads nowhere`)
  return { pointer }
}

/** What is not in the schema itself: Helm has the schemas of the drafts, and loads all else. */
function outside(url: string, fragment: string): Found {
  const metaschema = draftOf(url)
  if (metaschema !== undefined && fragment === '') return { rules: { metaschema } }
  const [scheme = ''] = url.split(':')
  if (scheme === 'urn')
    return fragment === ''
      ? { rules: { always: true } }
      : refused(`${url}#${fragment} leads nowhere`)
  if (scheme === 'file')
    return unjudged(
      `Helm would read the file ${url.replace('file://', '')}, which is not done here`,
    )
  if (scheme === 'http' || scheme === 'https')
    return unjudged(`Helm would fetch ${url}, which is not done here`)
  return refused(`Helm cannot load ${url}`)
}

const refused = (message: string): Omit<SchemaFault, 'pointer'> => ({ verdict: 'refused', message })
const unjudged = (message: string): Omit<SchemaFault, 'pointer'> => ({
  verdict: 'unjudged',
  message,
})
