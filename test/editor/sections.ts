import type { Schema } from '../../src/schema/schema.ts'
import { plan } from '../default-project.ts'

/** A map whose keys the schema lists. */
export interface Section {
  readonly path: readonly string[]
  /** What the schema says of each key. */
  readonly descriptions: Readonly<Record<string, string | undefined>>
}

/** What is said of each component, which the schema of its kind does not know. */
const components = Object.fromEntries(
  plan.parts.components.map(({ name, description }) => [name, description]),
)

/** The sections that a person writes in; a component's own globals are filled in by Helm. */
export const sections: readonly Section[] = sectionsOf(plan.types, [])
  .filter(({ path }) => path[1] !== 'global')
  .map(({ path, descriptions: { global, ...others } }) => ({
    path,
    descriptions: path.length === 0 ? { global, ...others, ...components } : others,
  }))

function sectionsOf({ properties }: Schema, path: readonly string[]): readonly Section[] {
  if (!properties) return []
  const entries = Object.entries(properties)
  const descriptions = Object.fromEntries(entries.map(([key, one]) => [key, one.description]))
  return [
    { path, descriptions },
    ...entries.flatMap(([key, one]) => sectionsOf(one, [...path, key])),
  ]
}

/** What the schema says of a key. */
export function descriptionOf(path: readonly string[]): string {
  const above = path.slice(0, -1).join('.')
  const section = sections.find((one) => one.path.join('.') === above)
  return section?.descriptions[path.at(-1) ?? ''] ?? 'no description'
}
