import { type Schema, sectionKeys } from './schema.ts'

/** The schema without the leaves that no template reads; `read` has dotted paths. */
export function keepRead(schema: Schema, read: Iterable<string>): Schema {
  const paths = [...read]
  return keep(schema, '', (leaf) => paths.some((path) => touches(path, leaf)))
}

/** Whether reading a path reads the leaf, itself or as a part, or reads a part of it. */
function touches(path: string, leaf: string): boolean {
  return `${leaf}.`.startsWith(`${path}.`) || path.startsWith(`${leaf}.`)
}

function keep(schema: Schema, path: string, isRead: (leaf: string) => boolean): Schema {
  const kept = Object.entries(schema.properties ?? {}).flatMap(([key, property]) => {
    const at = path === '' ? key : `${path}.${key}`
    if (!sectionKeys(property)) return isRead(at) ? [[key, property] as const] : []
    const inner = keep(property, at, isRead)
    return Object.keys(inner.properties ?? {}).length > 0 ? [[key, inner] as const] : []
  })
  return { ...schema, properties: Object.fromEntries(kept) }
}
