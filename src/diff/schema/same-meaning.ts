import { isTable, type Table } from '../../helm/merge/coalesce.ts'
import { isDeepStrictEqual } from 'node:util'
import { pointedAt } from './pointed-at.ts'

/** Keywords that say nothing of the values where they stand; so do those that begin with `x-`. */
const annotations: readonly string[] = [
  '$anchor',
  '$comment',
  '$defs',
  '$id',
  '$schema',
  'default',
  'definitions',
  'deprecated',
  'description',
  'doNotSuggest',
  'errorMessage',
  'examples',
  'id',
  'markdownDescription',
  'patternErrorMessage',
  'readOnly',
  'title',
  'tsType',
  'writeOnly',
]
const maps: readonly string[] = [
  'properties',
  'patternProperties',
  'dependencies',
  'dependentSchemas',
]
const data: readonly string[] = ['enum', 'const', 'required', 'type']

/** Whether a keyword of a schema has no say in which values are good. */
export function isAnnotation(keyword: string): boolean {
  return keyword.startsWith('x-') || annotations.includes(keyword)
}

/** Tells of parts of two versions of a schema whether they mean the same, whatever they are described as. */
export function sameMeaning(before: unknown, after: unknown): (a: unknown, b: unknown) => boolean {
  const changed = changedReferences(before, after)
  const keys = (map: Table): readonly string[] =>
    Object.keys(map).filter((key) => !isAnnotation(key) && map[key] !== undefined)
  const same = (a: unknown, b: unknown): boolean => {
    if (Array.isArray(a) && Array.isArray(b))
      return a.length === b.length && a.every((one, index) => same(one, b[index]))
    if (!isTable(a) || !isTable(b)) return isDeepStrictEqual(a, b)
    const [left, right] = [keys(a), keys(b)]
    return (
      left.length === right.length && left.every((key) => right.includes(key) && alike(key, a, b))
    )
  }
  const alike = (key: string, a: Table, b: Table): boolean => {
    const [left, right] = [a[key], b[key]]
    if (key === '$ref') return left === right && !changed.has(String(left))
    if (data.includes(key)) return isDeepStrictEqual(left, right)
    if (!maps.includes(key) || !isTable(left) || !isTable(right)) return same(left, right)
    const names = Object.keys(left)
    return (
      names.length === Object.keys(right).length &&
      names.every((name) => Object.hasOwn(right, name) && same(left[name], right[name]))
    )
  }
  return same
}

/** References that lead to other rules than before, be it by way of others. */
function changedReferences(before: unknown, after: unknown): ReadonlySet<string> {
  const names = [...new Set([...referencesIn(before), ...referencesIn(after)])]
  const targets = names.map((name) => {
    const [old, next] = [pointedAt(name, before), pointedAt(name, after)]
    return { name, isSame: isDeepStrictEqual(old, next), through: new Set(referencesIn(next)) }
  })
  const changed = new Set(targets.flatMap(({ name, isSame }) => (isSame ? [] : [name])))
  for (let size = -1; size !== changed.size;) {
    size = changed.size
    for (const { name, through } of targets)
      if ([...through].some((one) => changed.has(one))) changed.add(name)
  }
  return changed
}

function referencesIn(value: unknown): readonly string[] {
  if (Array.isArray(value)) return value.flatMap(referencesIn)
  if (!isTable(value)) return []
  return Object.entries(value).flatMap(([key, inside]) =>
    key === '$ref' && typeof inside === 'string' ? [inside] : referencesIn(inside),
  )
}
