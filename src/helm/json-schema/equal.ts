import { isTable } from '../merge/coalesce.ts'
import { compareNumbers, isNumber } from './exact-number.ts'

/** Whether two values are the same to Helm's validator: 1 is 1.0, and the order of keys is nothing. */
export function isEqual(a: unknown, b: unknown): boolean {
  if (isNumber(a)) return isNumber(b) && compareNumbers(a, b) === 0
  if (Array.isArray(a))
    return Array.isArray(b) && a.length === b.length && a.every((one, i) => isEqual(one, b[i]))
  if (isTable(a)) return isTable(b) && !isNumber(b) && haveEqualEntries(a, b)
  return a === b
}

function haveEqualEntries(
  a: Readonly<Record<string, unknown>>,
  b: Readonly<Record<string, unknown>>,
): boolean {
  const keys = Object.keys(a)
  if (keys.length !== Object.keys(b).length) return false
  return keys.every((key) => Object.hasOwn(b, key) && isEqual(a[key], b[key]))
}

/** The indices of two items that are the same, if there are any. */
export function twins(items: readonly unknown[]): readonly [number, number] | undefined {
  const seen = new Map<unknown, number>()
  for (const [index, item] of items.entries()) {
    const before = isTable(item) || Array.isArray(item) ? earlier(items, index) : seen.get(item)
    if (before !== undefined) return [before, index]
    seen.set(item, index)
  }
  return undefined
}

function earlier(items: readonly unknown[], index: number): number | undefined {
  const before = items.findIndex((one, i) => i === index || isEqual(one, items[index]))
  return before === index ? undefined : before
}
