import fc from 'fast-check'
import { at } from '../../../src/template/expression.ts'
import { scope } from '../../../src/template/scope.ts'
import type { Helper } from '../../../src/template/node.ts'
import type { TypeSchema } from '../../../src/template/value-type.ts'
import type { Source } from './expressions.ts'
import { documents } from './nodes.ts'
import { drawObject, type ObjectShape, schemaOf, valuesOf } from './shapes.ts'

/** A template with values for it, which stand under its name. */
export interface Case {
  readonly name: string
  readonly documents: readonly unknown[]
  readonly helpers: readonly Helper[]
  readonly schema: TypeSchema
  readonly values: unknown
}

/** The case of a seed. */
export function drawCase(name: string, seed: number): Case {
  const [draw] = fc.sample(fc.gen(), { numRuns: 1, seed })
  if (!draw) throw new Error('one sample was asked for')
  const shape = withCollections(drawObject(draw, 2, 5))
  const root: Source = { shape, of: scope<Record<string, never>>().value(name) }
  const tags = at<Record<string, never>, string>(root.of, 'tags')
  const helpers: Helper[] = []
  let count = 0
  const nextName = (): string => `${name}.helper${++count}`
  const place = { draw, sources: [root], roots: [root], tags, helpers, nextName }
  return {
    name,
    documents: documents(place, draw(fc.constantFrom, 1, 2, 3, 4)),
    helpers,
    schema: schemaOf(shape),
    values: draw(() => valuesOf(shape)),
  }
}

/** Something to loop over is always there. */
function withCollections({ fields }: ObjectShape): ObjectShape {
  const entry: ObjectShape = {
    kind: 'object',
    fields: {
      enabled: { kind: 'boolean' },
      name: { kind: 'line' },
      ports: { kind: 'list', entry: { kind: 'integer' } },
    },
  }
  return {
    kind: 'object',
    fields: {
      ...fields,
      tags: { kind: 'list', entry: { kind: 'line' } },
      things: { kind: 'map', entry },
      servers: { kind: 'list', entry },
    },
  }
}
