import { isTable } from '../../helm/merge/coalesce.ts'
import { put } from '../../values/value.ts'
import type { Fields } from '../../verify/fields.ts'

/** What the API server does to a part of an object before it stores or compares it. */
export interface Shape {
  /** What it adds to a map where it is absent. */
  readonly defaults?: Fields | ((value: Fields) => Fields)
  /** What it changes in a map after that. */
  readonly finish?: (value: Fields) => Fields
  /** The shapes of what is inside; of a list, of each of its items. */
  readonly fields?: Readonly<Record<string, Shape>>
  /** The shape of every value of a map whose keys are free. */
  readonly each?: Shape
  /** Keys whose zero, false or empty text is the same as none. */
  readonly zeros?: readonly string[]
  /** An empty map is the same as none: a plain struct or a map in Go, and no pointer. */
  readonly emptyIsNone?: true
  /** Empty text means something: a pointer in Go, or an entry of a map. */
  readonly keepsEmptyText?: true
  /** Another spelling of the same scalar. */
  readonly spelling?: (value: unknown) => unknown
}

/**
 * A part of an object as the API server stores it: with its defaults, and each value in one
 * spelling, so that two parts differ only where the API server sees a change.
 */
export function stored(value: unknown, shape: Shape = {}): unknown {
  if (value === null || value === undefined) return undefined
  if (Array.isArray(value)) {
    return value.length === 0 ? undefined : value.map((item) => stored(item, shape))
  }
  if (isTable(value)) return storedMap(value, shape)
  if (value === '' && !shape.keepsEmptyText) return undefined
  return shape.spelling ? shape.spelling(value) : value
}

function storedMap(map: Fields, shape: Shape): unknown {
  const given = kept(map, shape)
  const defaults = typeof shape.defaults === 'function' ? shape.defaults(given) : shape.defaults
  const full = defaults === undefined ? given : { ...kept(defaults, shape), ...given }
  const all = shape.finish === undefined ? full : shape.finish(full)
  return shape.emptyIsNone && Object.keys(all).length === 0 ? undefined : all
}

function kept(map: Fields, { fields, each, zeros = [] }: Shape): Fields {
  const result: Record<string, unknown> = {}
  for (const [key, value] of Object.entries(map)) {
    if (zeros.includes(key) && (value === 0 || value === false)) continue
    const inside = fields && Object.hasOwn(fields, key) ? fields[key] : each
    const one = stored(value, inside)
    if (one !== undefined) put(result, key, one)
  }
  return result
}
