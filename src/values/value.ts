/** Anything that a generated values file can hold: never null, which each Helm takes differently. */
export type Value = string | number | boolean | readonly Value[] | Values

/** A map of values. */
export interface Values {
  readonly [key: string]: Value
}

/** Whether a value is a map, the only thing that Helm merges. */
export function isMap(value: unknown): value is Values {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** The value at a key of the map itself, never one of its prototype. */
export function own<T>(map: Readonly<Record<string, T>>, key: string): T | undefined {
  return Object.hasOwn(map, key) ? map[key] : undefined
}

/** A map with each value changed. */
export function mapValues<T, U>(
  map: Readonly<Record<string, T>>,
  change: (value: T, key: string) => U,
): Record<string, U> {
  const changed: Record<string, U> = {}
  for (const key of Object.keys(map)) put(changed, key, change(map[key] as T, key)) // it has this key
  return changed
}

/** Sets a key, `__proto__` like any other: only that one needs what is slow for all. */
export function put<T>(map: Record<string, T>, key: string, value: T): void {
  if (key === '__proto__') define(map, key, value)
  else map[key] = value
}

function define(map: object, key: string, value: unknown): void {
  Object.defineProperty(map, key, { value, writable: true, enumerable: true, configurable: true })
}
