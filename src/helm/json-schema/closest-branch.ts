import { isTable } from '../merge/coalesce.ts'
import type { Failure } from './evaluate.ts'

/** What a value comes closest to, of several schemas of which one would do. */
export interface Closest {
  readonly failures: readonly Failure[]
  /** Which schema it is: `of 3 forms in oneOf, closest to form 2, "A volume"`. */
  readonly words: string
  /** A failure for all, where each asks for another type alone. */
  readonly types?: Pick<Failure, 'keyword' | 'schema'>
}

/** The schema of `anyOf` or `oneOf` that a value comes closest to; undefined for other failures. */
export function closestBranch({ keyword, branches, path, schema }: Failure): Closest | undefined {
  const [first] = branches ?? []
  if (!branches || !first) return undefined
  const types = branches.map((failures) => wrongType(failures, path.length))
  const distances = branches.map((failures) => distance(failures, path.length))
  const index = distances.indexOf(Math.min(...distances))
  return {
    failures: branches[index] ?? first,
    words: `of ${branches.length} forms in ${keyword}, closest to form ${index + 1}${titleOf(schema, keyword, index)}`,
    ...(types.every((one) => one !== undefined) && {
      types: { keyword: 'type', schema: { type: [...new Set(types.flat())] } },
    }),
  }
}

function titleOf(schema: unknown, keyword: string, index: number): string {
  const forms = isTable(schema) ? schema[keyword] : undefined
  const form: unknown = Array.isArray(forms) ? forms[index] : undefined
  const title = isTable(form) ? form['title'] : undefined
  return typeof title === 'string' ? `, "${title}"` : ''
}

/** The types that a value should have, where its type is all that is wrong with it. */
function wrongType(failures: readonly Failure[], depth: number): readonly string[] | undefined {
  const [only, ...others] = failures
  const schema = only?.schema
  if (!only || others.length > 0 || only.keyword !== 'type' || only.path.length > depth)
    return undefined
  return isTable(schema) ? ([schema['type']].flat() as readonly string[]) : undefined // checked before
}

/**
 * How far a value is from a schema: a wrong type or a wrong choice says that another was meant, and
 * what is wrong deep inside counts less than what is wrong at once.
 */
function distance(failures: readonly Failure[], depth: number): number {
  return failures.reduce((sum, failure) => sum + weight(failure, depth), 0)
}

function weight({ keyword, path, key, branches }: Failure, depth: number): number {
  const below = path.length - depth + (key === undefined ? 0 : 1)
  const inner = branches?.map((failures) => distance(failures, depth)) ?? []
  if (inner.length > 0) return Math.min(...inner)
  if (keyword === 'type' && below === 0) return 1000
  const isChoice = ['const', 'enum', 'false'].includes(keyword)
  return (isChoice ? 100 : keyword === 'required' ? 20 : 10) / (below + 1)
}
