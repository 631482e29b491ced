import fc from 'fast-check'
import { defaultTo } from '../../../src/template/expression.ts'
import type { Block, Branch, Loop } from '../../../src/template/node.ts'
import {
  block,
  type BlockHole,
  comment,
  each,
  entries,
  include,
  joinBlocks,
  literalBlock,
  mapHelper,
  mapping,
  optional,
  paragraph,
  when,
} from '../../../src/template/structure.ts'
import type { Expr } from '../../../src/template/templated.ts'
import {
  anySource,
  boolean,
  condition,
  decimal,
  integer,
  line,
  oneOf,
  type Place,
  remember,
  type Source,
  sourcesOf,
  text,
} from './expressions.ts'
import { anyText, lineText, proseText } from './shapes.ts'

const anything = ({ draw }: Place): string => draw(() => anyText)

/** An expression of any type. */
function expression(place: Place, depth: number): Expr<never> {
  return oneOf<Expr<unknown>>(
    place,
    () => text(place, depth),
    () => line(place, depth),
    () => integer(place, depth),
    () => decimal(place, depth),
    () => boolean(place, depth),
    () => collection(place),
    () => anySource(place, () => text(place, 0), 'either'),
  ) as Expr<never> // it may stand anywhere
}

/** A map or a list. */
function collection(place: Place): Expr<unknown> {
  const source = (): Expr<unknown> =>
    anySource<unknown>(place, () => text(place, 0), 'map', 'list', 'object')
  return oneOf(
    place,
    source,
    source,
    () => map(place),
    () => defaultTo(map(place), map(place)),
  )
}

function map(place: Place): Expr<unknown> {
  const helper = (): Expr<unknown> => {
    const inner = { ...place, sources: place.roots }
    return include(remember(place, (name) => mapHelper(name, 'A map', object(inner, 1))))
  }
  return anySource<unknown>(place, helper, 'map', 'object')
}

/** A field, an item, or what is below them. */
export function value(place: Place, depth: number): unknown {
  const literal = (): unknown =>
    oneOf<unknown>(
      place,
      () => anything(place),
      () => place.draw(() => proseText),
      () => place.draw(fc.integer),
      () => place.draw(fc.boolean),
      () => ({}),
      () => [],
    )
  const leaf = (): unknown =>
    oneOf<unknown>(
      place,
      literal,
      () => expression(place, 1),
      () => expression(place, 2),
      () => lines(place, 1),
    )
  if (depth === 0) return leaf()
  return oneOf<unknown>(
    place,
    leaf,
    leaf,
    () => object(place, depth - 1),
    () => object(place, depth - 1),
    () => composed(place, depth - 1),
    () => list(place, depth - 1),
    () => lines(place, depth),
  )
}

/** What may stand behind a key: there under a condition, or always. */
function field(place: Place, depth: number): unknown {
  return oneOf<unknown>(
    place,
    () => value(place, depth),
    () => value(place, depth),
    () => branch(place, () => value(place, depth)),
    () => branch(place, () => field(place, depth)),
    () => optional(expression(place, 1)),
  )
}

function branch(place: Place, body: () => unknown): Branch {
  const given = oneOf(
    place,
    () => condition(place, 0),
    () => condition(place, 1),
    () => condition(place, 2),
  )
  return place.draw(fc.boolean)
    ? when<unknown>(given, body())
    : when<unknown>(given, body(), body())
}

function object(place: Place, depth: number): object {
  const keys = place.draw(() =>
    fc.uniqueArray(fc.oneof(anyText, lineText), { minLength: 1, maxLength: 3 }),
  )
  return Object.fromEntries(keys.map((key) => [key, field(place, depth)]))
}

function composed(place: Place, depth: number): unknown {
  const parts = several(place, 3, () => part(place, depth))
  return mapping<unknown>(...(parts as readonly never[])) // any part suits a map of any type
}

const several = <T>({ draw }: Place, most: number, make: () => T): readonly T[] =>
  Array.from({ length: draw(fc.nat, most) }, make)

const less = (depth: number): number => Math.max(0, depth - 1)

function part(place: Place, depth: number): unknown {
  return oneOf<unknown>(
    place,
    () => object(place, depth),
    () => map(place),
    () => branch(place, () => object(place, depth)),
    () => branch(place, () => map(place)),
    () => branch(place, () => composed(place, less(depth))),
    () => comment(anything(place)),
    () => entryLoop(place, (inner) => value(inner, depth)),
    () => loop(place, (inner) => object(inner, less(depth))),
  )
}

function list(place: Place, depth: number): unknown {
  return several(place, 3, () => item(place, depth))
}

function item(place: Place, depth: number): unknown {
  return oneOf<unknown>(
    place,
    () => value(place, depth),
    () => value(place, depth),
    () => branch(place, () => item(place, less(depth))),
    () => comment(anything(place)),
    () => loop(place, (inner) => item(inner, less(depth))),
  )
}

/** What a loop may run over. */
function looped(place: Place): Source {
  return oneOf(place, ...sourcesOf(place, 'map', 'list').map((source) => () => source))
}

function inside(place: Place, { shape }: Source, item: Expr<never>, key: Expr<never>): Place {
  const entry = shape.kind === 'map' || shape.kind === 'list' ? shape.entry : undefined
  const bound: readonly Source[] = [
    { shape: { kind: 'text' }, of: key },
    ...(entry ? [{ shape: entry, of: item }] : []),
  ]
  return { ...place, sources: [...place.sources, ...bound, ...bound] }
}

function loop(place: Place, body: (inner: Place) => unknown): Loop {
  const over = looped(place)
  return each<unknown, unknown>(over.of, (item, key) =>
    body(inside(place, over, item as Expr<never>, key as Expr<never>)),
  )
}

function entryLoop(place: Place, body: (inner: Place) => unknown): Loop {
  const over = looped(place)
  return entries<unknown, unknown>(over.of, (item, key) => [
    key,
    body(inside(place, over, item as Expr<never>, key as Expr<never>)),
  ])
}

/** Text of many lines. */
export function lines(place: Place, depth: number): Block {
  return oneOf(
    place,
    () => joinBlocks(...several(place, 4, () => piece(place, depth))),
    () => joinBlocks(...several(place, 4, () => piece(place, depth))),
    () => literalBlock(place.draw(() => proseText)),
  )
}

/** A line or two of a block. */
function piece(place: Place, depth: number): Block {
  const blanks = ' '.repeat(place.draw(fc.nat, 3))
  const word = (): string => place.draw(() => lineText)
  const inline = (): Expr<string | number> =>
    oneOf<Expr<string | number>>(
      place,
      () => line(place, 1),
      () => line(place, 2),
      () => integer(place, 1),
      () => decimal(place, 1),
    )
  const simple = [
    (): Block => template(['', ''], word()),
    (): Block => template([`\n  a\n${blanks}`, '', '  \n'], word(), inline()),
    (): Block => template([blanks, ' { ', '}', '{'], inline(), word(), inline()),
    (): Block => template(['', '\n\n\n'], inline()),
    (): Block => template(['\n', '\n\n  \t', ''], inline(), word()),
    (): Block => template([`a\n${blanks}`, '\n', ''], paragraph(prose(place)), word()),
    (): Block => literalBlock('\n'),
    (): Block => literalBlock('x  \n\n   \n y'),
  ]
  if (depth === 0) return oneOf(place, ...simple)
  const body = (): Block => lines(place, depth - 1)
  return oneOf(
    place,
    ...simple,
    () => template([`\n\n${blanks}`, `\n\n${blanks}`, ''], branch(place, body), word()),
    () => template(['', ''], branch(place, body)),
    () =>
      template(
        [`x\n${blanks}`, '\nz'],
        loop(place, (inner) => lines(inner, depth - 1)),
      ),
    () =>
      template(
        ['  ', '', '\n', ''],
        word(),
        inline(),
        loop(place, (inner) => lines(inner, depth - 1)),
      ),
    () => template([`a\n${blanks}`, ''], body()),
  )
}

const prose = (place: Place): Expr<string> =>
  anySource(place, () => line(place, 0), 'prose', 'line')

function template(strings: readonly string[], ...holes: readonly BlockHole[]): Block {
  return block(Object.assign([...strings], { raw: strings }), ...holes)
}

/** The documents of a file. */
export function documents(place: Place, depth: number): readonly unknown[] {
  const document = (inner: Place): unknown => ({
    apiVersion: 'v1',
    kind: 'Case',
    data: field(inner, depth),
    end: true, // Helm trims the end of a document, and with it blank lines of a text
  })
  const one = (): unknown =>
    oneOf<unknown>(
      place,
      () => document(place),
      () => document(place),
      () => branch(place, () => document(place)),
      () => loop(place, document),
      () => comment(anything(place)),
    )
  return [one(), ...several(place, 2, one)]
}
