import type { ComponentPart } from '../../schema/component-schemas.ts'
import type { ComponentKey } from './readme.ts'

/** The keys below the components' names, each once for all components in which it means the same. */
export function componentKeys(parts: readonly ComponentPart[]): readonly ComponentKey[] {
  const rows = new Map<string, { key: string; description: string; components: string[] }>()
  for (const { name, schema } of parts) {
    for (const [key, { description = '' }] of Object.entries(schema.properties ?? {})) {
      const meaning = `${key} ${description}`
      const row = rows.get(meaning) ?? { key, description, components: [] }
      row.components.push(name)
      rows.set(meaning, row)
    }
  }
  return [...rows.values()]
}
