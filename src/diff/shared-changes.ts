import type { Difference } from './differences.ts'
import type { ObjectChange } from './object-changes.ts'

/** A change of a label or an annotation that many objects have, such as the version of the chart. */
export interface SharedChange {
  readonly difference: Difference
  readonly objects: number
}

/** From this many objects on, a change is told once. */
const many = 3

/** Takes out of objects the changes of labels and annotations that many of them share. */
export function sharedChanges(objects: readonly ObjectChange[]): {
  readonly shared: readonly SharedChange[]
  readonly others: readonly ObjectChange[]
} {
  const counts = new Map<string, SharedChange>()
  for (const difference of objects.flatMap(({ fields }) => fields.filter(isMetadata))) {
    const known = counts.get(keyOf(difference))?.objects ?? 0
    counts.set(keyOf(difference), { difference, objects: known + 1 })
  }
  const shared = [...counts.values()].filter(({ objects: number }) => number >= many)
  const keys = new Set(shared.map(({ difference }) => keyOf(difference)))
  const others = objects.map((object) => ({
    ...object,
    fields: object.fields.filter((field) => !isMetadata(field) || !keys.has(keyOf(field))),
  }))
  return {
    shared,
    others: others.filter((one) => one.change !== 'changed' || one.fields.length > 0),
  }
}

function isMetadata({ path }: Difference): boolean {
  return path.includes('metadata') && (path.includes('labels') || path.includes('annotations'))
}

function keyOf(difference: Difference): string {
  return JSON.stringify(difference)
}
