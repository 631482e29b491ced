/** A map of a rendered manifest, of which nothing is known yet. */
export type Fields = Readonly<Record<string, unknown>>

/** The value as a map; anything else is an empty one, because the schemas report it already. */
export function fields(value: unknown): Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? // An object that is no array has string keys.
      (value as Fields)
    : {}
}

/** The maps in a list. */
export function items(value: unknown): readonly Fields[] {
  return Array.isArray(value) ? value.map(fields) : []
}

/** What is at a path of keys. */
export function at(value: unknown, ...path: readonly string[]): unknown {
  return path.reduce<unknown>((inner, key) => fields(inner)[key], value)
}

/** The value if it is a string. */
export function text(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined
}

/** The value if it is a number. */
export function number(value: unknown): number | undefined {
  return typeof value === 'number' ? value : undefined
}

/** The entries of a map whose values are strings: labels, annotations, a ConfigMap's data. */
export function texts(value: unknown): Readonly<Record<string, string>> {
  const pairs = Object.entries(fields(value)).filter(
    (pair): pair is [string, string] => typeof pair[1] === 'string',
  )
  return Object.fromEntries(pairs)
}
