import { isDeepStrictEqual } from 'node:util'
import { definitionNames } from './definition-names.ts'
import { mapChildren, type Schema } from './schema.ts'
import { type Note, noteOf, type Shape, shapesIn, shapeId } from './shapes.ts'

/** Up to this many characters of JSON, a shape is easier to read than a reference to it. */
const shortest = 100

/** A shape that became a definition. */
interface Definition extends Shape {
  readonly name: string
  /** What most places say about it, and what the others therefore contradict. */
  readonly note: Note
}

/** The schema with the shapes that are used more than once moved to `definitions`. */
export function extractDefinitions(root: Schema): Schema {
  const definitions = nameShapes(shapesIn(root))
  const refer = (schema: Schema): Schema => {
    const definition = definitions.get(shapeId(schema))
    return definition ? reference(definition, schema) : mapChildren(schema, refer)
  }
  const byName = [...definitions.values()].toSorted((a, b) => (a.name < b.name ? -1 : 1))
  const written = byName.map((one) => [one.name, mapChildren(annotated(one), refer)])
  return { ...mapChildren(root, refer), definitions: Object.fromEntries(written) }
}

/** A definition as it is written: what it is first, its default last. */
function annotated({
  body: { title, ...body },
  note: { description, ...note },
}: Definition): Schema {
  return { ...(title && { title }), ...(description && { description }), ...body, ...note }
}

/** A `$ref`; draft-07 reads only annotations beside it, and those only where they differ. */
function reference({ name, note }: Definition, schema: Schema): Schema {
  const own = noteOf(schema)
  return { $ref: `#/definitions/${name}`, ...(isDeepStrictEqual(own, note) ? {} : own) }
}

/** The shapes worth a definition, by their number. */
function nameShapes(shapes: ReadonlyMap<number, Shape>): ReadonlyMap<number, Definition> {
  const shared = [...shapes].filter(
    ([, { body, notes }]) => notes.length > 1 && JSON.stringify(body).length > shortest,
  )
  const byUse = shared.toSorted(([, a], [, b]) => b.notes.length - a.notes.length)
  const names = definitionNames(byUse.map(([, shape]) => shape))
  return new Map(
    byUse.map(([id, shape], index) => {
      const name = names[index] ?? String(id)
      return [id, { ...shape, name, note: majority(shape.notes) }]
    }),
  )
}

/** What more than half of the places say, as far as each place says something to the point. */
function majority(notes: readonly Note[]): Note {
  const counts = new Map<string, number>()
  for (const text of notes.map((note) => JSON.stringify(note)))
    counts.set(text, (counts.get(text) ?? 0) + 1)
  const isCommon = (note: Note): boolean =>
    (counts.get(JSON.stringify(note)) ?? 0) * 2 > notes.length
  const said = Object.entries(notes.find(isCommon) ?? {})
  // A reference can contradict its definition, but not be silent where that speaks.
  return Object.fromEntries(said.filter(([key]) => notes.every((note) => key in note)))
}
