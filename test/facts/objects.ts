import type { Manifest } from '../../src/verify/manifest.ts'

/** The objects of a kind, whose names are `<release>-<name>`, by that name; the release is called like its namespace. */
export function named<T>(objects: readonly Manifest[], kind: string): Readonly<Record<string, T>> {
  const ofKind = objects.filter((one) => one.kind === kind)
  const pairs = ofKind.map((one) => [one.name.replace(`${one.namespace}-`, ''), one.body as T]) // its kind says so
  return Object.fromEntries(pairs)
}

/** The one object of a kind and name. */
export function the<T>(objects: readonly Manifest[], kind: string, name: string): T {
  const found = objects.filter((one) => one.kind === kind && one.name === name)
  if (found.length !== 1) throw new Error(`${found.length} objects are ${kind} ${name}`)
  return found[0]?.body as T // its kind says so
}

/** A part of each value of a record. */
export function mapped<T, R>(
  record: Readonly<Record<string, T>>,
  change: (value: T, key: string) => R,
): Readonly<Record<string, R>> {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, change(value, key)]))
}
