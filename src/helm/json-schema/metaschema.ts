import { isTable } from '../merge/coalesce.ts'
import type { Draft } from './draft.ts'
import { formsOf, isSchemaOf } from './forms.ts'

/** Whether a value is a schema of a draft, for a schema that refers to the schema of schemas. */
export function isSchemaFor(draft: Draft, value: unknown): boolean {
  if (!isSchemaOf(draft, value)) return false
  if (!isTable(value)) return true
  return [...formsOf(draft, draft < 2019)].every(([keyword, { fits, inner }]) => {
    if (!Object.hasOwn(value, keyword)) return true
    const part = value[keyword]
    return fits(part) && (inner?.(part) ?? []).every(({ schema }) => isSchemaFor(draft, schema))
  })
}
