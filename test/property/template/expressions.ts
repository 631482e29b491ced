import fc from 'fast-check'
import * as words from '../../../src/template/expression.ts'
import type { Helper } from '../../../src/template/node.ts'
import { include, parametricHelper, textHelper } from '../../../src/template/structure.ts'
import type { Expr } from '../../../src/template/templated.ts'
import { anyText, type Draw, lineText, type Shape } from './shapes.ts'

/** Something that templates can read at a place. */
export interface Source {
  readonly shape: Shape
  readonly of: Expr<never> // assignable to an expression of any type
}

/** What templates are drawn from at a place. */
export interface Place {
  readonly draw: Draw
  readonly sources: readonly Source[]
  /** What the helpers see. */
  readonly roots: readonly Source[]
  /** A list of lines. */
  readonly tags: Expr<readonly string[]>
  /** Helpers that came up, for `_helpers.tpl`. */
  readonly helpers: Helper[]
  /** A new name for a helper. */
  readonly nextName: () => string
}

/** One of the makers, at random. */
export function oneOf<T>({ draw }: Place, ...makers: readonly (() => T)[]): T {
  const make = makers[draw(fc.nat, makers.length - 1)]
  if (!make) throw new Error('there is nothing to choose from')
  return make()
}

/** The sources of some kinds, those inside objects included. */
export function sourcesOf(place: Place, ...kinds: readonly Shape['kind'][]): readonly Source[] {
  return place.sources.flatMap(within).filter(({ shape }) => kinds.includes(shape.kind))
}

function within(source: Source): readonly Source[] {
  if (source.shape.kind !== 'object') return [source]
  const fields = Object.entries(source.shape.fields).map(([key, shape]): Source => {
    return { shape, of: words.at<Record<string, never>, string>(source.of, key) }
  })
  return [source, ...fields.flatMap(within)]
}

/** A source of one of the kinds, or else the fallback. */
export function anySource<T>(
  place: Place,
  fallback: () => Expr<T>,
  ...kinds: readonly Shape['kind'][]
): Expr<T> {
  const found = sourcesOf(place, ...kinds)
  return found.length === 0
    ? fallback()
    : oneOf(place, ...found.map((one) => (): Expr<T> => one.of))
}

/** Adds a helper to the chart. */
export function remember<H extends Helper>(place: Place, make: (name: string) => H): H {
  const helper = make(place.nextName())
  place.helpers.push(helper)
  return helper
}

const literal = ({ draw }: Place): string => draw(() => lineText)

/** Text that fits on one line. */
export function line(place: Place, depth: number): Expr<string> {
  const fallback = (): Expr<string> => words.text`${literal(place)}${words.release.name}`
  const source = (): Expr<string> => anySource(place, fallback, 'line')
  if (depth === 0) return source()
  const inner = (): Expr<string> => line(place, depth - 1)
  return oneOf(
    place,
    source,
    source,
    fallback,
    () => words.text`${literal(place)}${inner()}${literal(place)}${scalar(place, depth - 1)}`,
    () => words.text`${scalar(place, depth - 1)}`,
    () => words.defaultTo(inner(), literal(place)),
    () => words.choose<string>(condition(place, depth - 1), inner(), literal(place)),
    () => words.truncate(place.draw(fc.nat, 9), words.base64(inner())),
    () => words.urlEncode(inner()),
    () => words.replace('a', literal(place), inner()),
    () => words.quote(inner()),
    () =>
      words.json(
        anySource<unknown>(place, inner, 'integer', 'number', 'boolean', 'line', 'either'),
      ),
    () => words.required('advice', words.text`x${inner()}`),
    () =>
      include(
        remember(place, (name) => textHelper(name, 'About */ it', line(rooted(place), depth - 1))),
      ),
    () => include(parametric(place), { first: inner(), second: integer(place, depth - 1) }),
    () => words.raw('string', (value: string) => `<${value}>`)`printf "<%s>" ${inner()}`,
    () => words.join(literal(place), place.tags),
    () => words.chart.version,
  )
}

const rooted = (place: Place): Place => ({ ...place, sources: place.roots })

function parametric(place: Place): Helper {
  return remember(place, (name) =>
    parametricHelper<{ first: string; second: number }>(
      name,
      'Takes arguments',
      { first: { type: 'string' }, second: { type: 'integer' } },
      ({ first, second }) =>
        words.text`${first}:${second}${words.choose(second, words.text` ${second}`, '')}`,
    ),
  )
}

/** A number or a boolean. */
function scalar(place: Place, depth: number): Expr<number | boolean> {
  return oneOf<Expr<number | boolean>>(
    place,
    () => integer(place, depth),
    () => decimal(place, depth),
    () => boolean(place, depth),
  )
}

/** Any text. */
export function text(place: Place, depth: number): Expr<string> {
  const anything = (): string => place.draw(() => anyText)
  const source = (): Expr<string> => anySource(place, () => line(place, depth), 'text')
  return oneOf(
    place,
    source,
    source,
    () => line(place, depth),
    () => words.text`${anything()}${line(place, 0)}${anything()}`,
    () => words.base64(source()),
    () => words.quote(source()),
    () => words.defaultTo(line(place, 0), anything()),
    () => words.choose<string>(condition(place, 0), anything(), source()),
    () =>
      include(
        remember(place, (name) =>
          textHelper(name, 'Text', words.text`${anything()}${line(rooted(place), 0)}`),
        ),
      ),
  )
}

/** A whole number. */
export function integer(place: Place, depth: number): Expr<number> {
  const fallback = (): Expr<number> => words.add(place.draw(fc.nat), 1)
  const source = (): Expr<number> => anySource(place, fallback, 'integer')
  if (depth === 0) return source()
  const inner = (): Expr<number> => integer(place, depth - 1)
  return oneOf(
    place,
    source,
    source,
    () => words.add(inner(), place.draw(fc.nat, 9)),
    () => words.sub(inner(), inner()),
    () =>
      words.mul(
        place.draw(fc.nat, 99),
        words.length(anySource(place, () => words.release.name, 'map', 'list', 'text')),
      ),
    () => words.defaultTo(inner(), place.draw(fc.nat)),
    () => words.choose<number>(condition(place, depth - 1), inner(), place.draw(fc.nat)),
    () => words.raw('integer', (a: number) => Math.max(a, 3))`max ${inner()} 3`,
  )
}

/** A number with or without a fraction. */
export function decimal(place: Place, depth: number): Expr<number> {
  const source = (): Expr<number> => anySource(place, () => integer(place, 0), 'number')
  if (depth === 0) return source()
  return oneOf(
    place,
    source,
    () => words.defaultTo(source(), 0.25),
    () => words.choose<number>(condition(place, depth - 1), source(), 3),
    () => words.choose<number>(condition(place, depth - 1), source(), integer(place, depth - 1)),
  )
}

/** True or false. */
export function boolean(place: Place, depth: number): Expr<boolean> {
  const source = (): Expr<boolean> =>
    anySource(place, () => words.eq(line(place, 0), literal(place)), 'boolean')
  if (depth === 0) return source()
  const either = (): Expr<string | number> =>
    anySource<string | number>(place, () => line(place, 0), 'either')
  return oneOf(
    place,
    source,
    source,
    () => words.not(condition(place, depth - 1)),
    () => words.eq(integer(place, depth - 1), 1),
    () => words.ne(decimal(place, depth - 1), integer(place, 0)),
    () => words.gt(decimal(place, depth - 1), 1),
    () => words.lt(integer(place, depth - 1), decimal(place, 0)),
    () => words.gt(integer(place, depth - 1), integer(place, 0)),
    () => words.eq(line(place, depth - 1), line(place, 0)),
    () => words.eq(either(), literal(place)),
    () => words.ne(either(), 1),
    () => words.eq(boolean(place, depth - 1), true),
  )
}

/** Anything that can be true or false, empty or not. */
export function condition(place: Place, depth: number): Expr<unknown> {
  const source = (): Expr<unknown> =>
    anySource<unknown>(
      place,
      () => boolean(place, 0),
      'boolean',
      'line',
      'text',
      'integer',
      'number',
      'map',
      'list',
      'object',
      'either',
    )
  if (depth === 0) return source()
  const inner = (): Expr<unknown> => condition(place, depth - 1)
  return oneOf<Expr<unknown>>(
    place,
    source,
    source,
    () => boolean(place, depth),
    () => words.and(inner(), inner()),
    () => words.or(inner(), inner(), inner()),
    () => words.not(inner()),
    () => words.not(words.or(inner(), inner())),
  )
}
