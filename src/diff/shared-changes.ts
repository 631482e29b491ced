import type { YamlPath } from '../helm/yaml/yaml-path.ts'
import type { Difference } from './differences.ts'
import type { ObjectChange } from './object-changes.ts'

/** A change of a label or an annotation that many objects have, such as the version of the chart. */
export interface SharedChange {
  /** The change, or of a label with a version each that there is. */
  readonly differences: readonly Difference[]
  readonly objects: number
}

/** From this many objects on, a change is told once. */
const many = 3

/** Labels that say the version of a part, which is another one for each subchart. */
const versions: readonly unknown[] = ['helm.sh/chart', 'app.kubernetes.io/version']

/** Takes out of objects the changes of labels and annotations that many of them share. */
export function sharedChanges(objects: readonly ObjectChange[]): {
  readonly shared: readonly SharedChange[]
  readonly others: readonly ObjectChange[]
} {
  const groups = new Map<string, Difference[]>()
  for (const difference of objects.flatMap(({ fields }) => fields.filter(isMetadata))) {
    const group = groups.get(keyOf(difference)) ?? []
    groups.set(keyOf(difference), [...group, difference])
  }
  const shared = [...groups].filter(([, group]) => group.length >= many)
  const keys = new Set(shared.map(([key]) => key))
  const others = objects.map((object) => ({
    ...object,
    fields: object.fields.filter((field) => !isMetadata(field) || !keys.has(keyOf(field))),
  }))
  return {
    shared: shared.map(([, group]) => ({ differences: distinct(group), objects: group.length })),
    others: others.filter((one) => one.change !== 'changed' || one.fields.length > 0),
  }
}

function isMetadata({ path }: Difference): boolean {
  return path.includes('metadata') && (path.includes('labels') || path.includes('annotations'))
}

function distinct(group: readonly Difference[]): readonly Difference[] {
  const known = new Map(group.map((one) => [JSON.stringify(one), one]))
  return [...known.values()]
}

/** The same for all changes that are told as one. */
function keyOf(difference: Difference): string {
  const { path, change } = difference
  return JSON.stringify(isVersion(path) ? [path, change] : difference)
}

function isVersion(path: YamlPath): boolean {
  return versions.includes(path.at(-1))
}
