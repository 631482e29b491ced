import * as fc from 'fast-check'
import { at, chart, release } from '../../src/template/node/expression.ts'
import type { Helper } from '../../src/template/node/node.ts'
import { scope as scopeOf } from '../../src/template/node/scope.ts'
import type { Expr } from '../../src/template/node/templated.ts'

/** Kinds of things that expressions read; one loop runs over each of the collections. */
export type Kind =
  | 'word'
  | 'name'
  | 'text'
  | 'prose'
  | 'note'
  | 'integer'
  | 'number'
  | 'boolean'
  | 'any'
  | Collection

/** What loops run over. */
export type Collection = 'texts' | 'words' | 'volumes' | 'ports' | 'free'

/** What can be read at a place of a template. */
export interface Names {
  readonly of: Readonly<Record<Kind, readonly Expr<never>[]>>
  /** Helpers of the chart, named as they are defined. */
  readonly define: (make: (name: string) => Helper) => Helper
}

/** A part of a template that is made when it is known what can be read at its place. */
export type Make<T> = (names: Names) => T

type Values = Readonly<Record<string, unknown>>

const { value } = scopeOf<Values>()
const read = (...paths: readonly string[]): readonly Expr<never>[] =>
  paths.map((path) => value(path) as Expr<never>)

/** What can be read at the top of a file. */
export function rootNames(define: Names['define']): Names {
  const part = 'section.my-part'
  return {
    define,
    of: {
      word: [
        ...read('word', 'mode', `${part}.word`),
        release.name as Expr<never>,
        chart.version as Expr<never>,
      ],
      name: [...read('name'), release.namespace as Expr<never>],
      text: read('odd', `${part}.odd`, 'prose', 'word'),
      prose: read('prose', `${part}.prose`),
      note: read('word'),
      integer: read('count', `${part}.count`),
      number: read('ratio'),
      boolean: read('is-on', `${part}.is-on`),
      any: read('anything'),
      texts: read('labels', `${part}.labels`),
      words: read('tags', `${part}.tags`),
      volumes: read('volumes'),
      ports: read('ports'),
      free: read('free', 'labels', section(part)),
    },
  }
}

const section = (part: string): string => part.split('.')[0] as string

/** What can be read inside a loop over a collection. */
export function innerNames(
  names: Names,
  over: Collection,
  item: Expr<unknown>,
  key: Expr<string>,
): Names {
  return { ...names, of: withMore(names.of, { ...itemNames(over, item), ...keyNames(over, key) }) }
}

type More = Partial<Record<Kind, readonly Expr<unknown>[]>>

const withMore = (of: Names['of'], more: More): Names['of'] => {
  const merged = Object.entries(of).map(([kind, expressions]) => [
    kind,
    [...(more[kind as Kind] ?? []), ...expressions],
  ])
  return Object.fromEntries(merged) as Names['of'] // the same kinds
}

const keyNames = (over: Collection, key: Expr<string>): More =>
  over === 'words' || over === 'ports' ? { name: [key] } : { word: [key] }

function itemNames(over: Collection, item: Expr<unknown>): More {
  switch (over) {
    case 'texts':
      return { text: [item] }
    case 'words':
      return { note: [item] }
    case 'free':
      return { any: [item] }
    case 'volumes':
    case 'ports': {
      const field = (name: string): Expr<unknown>[] => [at(item as Expr<Values>, name)]
      return {
        word: field('word'),
        text: field('odd'),
        prose: field('prose'),
        note: field('note'),
        integer: field('count'),
        boolean: field('is-on'),
        texts: field('labels'),
        words: field('tags'),
        free: [item],
      }
    }
  }
}

/** An expression that only reads something of a kind. */
export const reading = (kind: Kind): fc.Arbitrary<Make<Expr<never>>> =>
  fc.nat({ max: 6 }).map((n) => ({ of }) => {
    const candidates = of[kind]
    return candidates[n % candidates.length] as Expr<never> // there is one of each kind
  })
