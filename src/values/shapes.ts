import { childrenOf, type Schema } from './schema.ts'

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

/** The shapes inside a schema by their text, as `shapeText` gives it. */
export function shapesIn(root: Schema): ReadonlyMap<string, Shape> {
  const shapes = new Map<string, Shape>()
  collect(root, [], shapes)
  return shapes
}

function collect(schema: Schema, path: readonly string[], shapes: Map<string, Shape>): void {
  for (const { child, key } of childrenOf(schema)) {
    const text = shapeText(child)
    const at = key === undefined ? path : [...path, key]
    const known = shapes.get(text)
    if (known) known.notes.push(noteOf(child))
    else {
      shapes.set(text, { body: bodyOf(child), path: at, notes: [noteOf(child)] })
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

const texts = new WeakMap<Schema, string>()

/** Equal for two schemas when they differ in nothing but their own description and default. */
export function shapeText(schema: Schema): string {
  const text = texts.get(schema) ?? JSON.stringify(bodyOf(schema))
  texts.set(schema, text)
  return text
}
