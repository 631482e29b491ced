import { childrenOf, mapChildren, type Schema } from './schema.ts'

/** A schema apart from its own description and default, which may differ from place to place. */
export interface Shape {
  readonly body: Schema
  /** Keys from the root to where it was seen first. */
  readonly path: readonly string[]
  /** What the shapes that have it directly inside say about it, one entry each. */
  readonly notes: Note[]
}

/** What a place says about the shape that it uses. */
export type Note = Pick<Schema, 'description' | 'default'>

/** The shapes inside a schema by their number, as `shapeId` gives it. */
export function shapesIn(root: Schema): ReadonlyMap<number, Shape> {
  const shapes = new Map<number, Shape>()
  collect(root, [], shapes)
  return shapes
}

function collect(schema: Schema, path: readonly string[], shapes: Map<number, Shape>): void {
  for (const { child, key } of childrenOf(schema)) {
    const id = shapeId(child)
    const at = key === undefined ? path : [...path, key]
    const known = shapes.get(id)
    if (known) known.notes.push(noteOf(child))
    else {
      shapes.set(id, { body: bodyOf(child), path: at, notes: [noteOf(child)] })
      collect(child, at, shapes) // once: further uses of the parent are no further uses of the child
    }
  }
}

/** What a schema says about its shape. */
export function noteOf({ description, default: value }: Schema): Note {
  return {
    ...(description === undefined ? {} : { description }),
    ...(value === undefined ? {} : { default: value }),
  }
}

function bodyOf(schema: Schema): Schema {
  const { description: _, default: _default, ...body } = schema
  return body
}

const known = new WeakMap<Schema, number>()
const ids = new Map<string, number>()

/** Equal for two schemas when they differ in nothing but their own description and default. */
export function shapeId(schema: Schema): number {
  const id = known.get(schema) ?? idOf(shapeKey(bodyOf(schema)))
  known.set(schema, id)
  return id
}

/** What schemas inside a schema are, their numbers tell, so that no text is made of them twice. */
function shapeKey(body: Schema): string {
  const children = childrenOf(body).map(
    ({ child, key = '' }) =>
      `${JSON.stringify(key)}:${shapeId(child)}${JSON.stringify(noteOf(child))}`,
  )
  return `${JSON.stringify(mapChildren(body, () => inside))}${children.join()}`
}

const inside: Schema = {}

function idOf(key: string): number {
  const id = ids.get(key) ?? ids.size
  ids.set(key, id)
  return id
}
