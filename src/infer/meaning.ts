import { below, entriesOf, type ValueReads } from './value-reads.ts'

/** What an expression may stand for, as far as values go: each of several things, or nothing of them. */
export type Meaning = readonly Meant[]

type Meant = Values | Dictionary | List

/** Values of the chart, with what templates do with them. */
interface Values {
  readonly is: 'values'
  readonly reads: ValueReads
}

/** A map that a template makes, and the context of a chart. */
interface Dictionary {
  readonly is: 'dict'
  readonly entries: Map<string, Meaning>
}

interface List {
  readonly is: 'list'
  readonly items: Meaning
}

export const nothing: Meaning = []

/** What `$` is for the templates of a chart, whose values are these. */
export function contextOf(values: ValueReads): Meaning {
  return dictionary([['Values', [{ is: 'values', reads: values }]]])
}

export const dictionary = (entries: Iterable<readonly [string, Meaning]>): Meaning => [
  { is: 'dict', entries: new Map(entries) },
]

export const list = (items: Meaning): Meaning => [{ is: 'list', items }]

/** What stands below a key. */
export function atKey(meaning: Meaning, key: string): Meaning {
  return once(
    meaning.flatMap((one): Meaning => {
      if (one.is === 'values') return [{ is: 'values', reads: below(one.reads, key) }]
      return one.is === 'dict' ? (one.entries.get(key) ?? nothing) : nothing
    }),
  )
}

/** What stands below keys that nobody knows, and in the items of a list. */
export function entriesIn(meaning: Meaning): Meaning {
  return once(
    meaning.flatMap((one): Meaning => {
      if (one.is === 'values') return [{ is: 'values', reads: entriesOf(one.reads) }]
      return one.is === 'dict' ? [...one.entries.values()].flat() : one.items
    }),
  )
}

/** Puts something below a key of what a template has made. */
export function setKey(meaning: Meaning, key: string, value: Meaning): void {
  for (const one of meaning) {
    if (one.is !== 'dict') continue
    one.entries.set(key, once([...(one.entries.get(key) ?? nothing), ...value]))
  }
}

/** Marks the values in it, however deep. */
export function mark(meaning: Meaning, change: (reads: ValueReads) => void): void {
  for (const one of meaning) {
    if (one.is === 'values') change(one.reads)
    else mark(one.is === 'dict' ? [...one.entries.values()].flat() : one.items, change)
  }
}

/** Each thing once. */
export function once(meaning: Meaning): Meaning {
  if (meaning.length < 2) return meaning
  return [...new Map(meaning.map((one) => [nameOf(one), one])).values()]
}

/** A name that two meanings share only if they are the same. */
export const nameOfAll = (meaning: Meaning): string => meaning.map(nameOf).toSorted().join('|')

const names = new WeakMap<ValueReads, string>()
let named = 0

function nameOf(one: Meant): string {
  if (one.is === 'list') return `[${nameOfAll(one.items)}]`
  if (one.is === 'dict') {
    const entries = [...one.entries].map(([key, value]) => `${key}:${nameOfAll(value)}`)
    return `{${entries.toSorted().join(',')}}`
  }
  const known = names.get(one.reads) ?? String(named++)
  names.set(one.reads, known)
  return known
}
