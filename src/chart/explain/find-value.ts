import { ChartError } from '../../errors/chart-error.ts'
import { didYouMean } from '../../errors/suggestion.ts'
import { isTable } from '../../helm/merge/coalesce.ts'
import type { Schema } from '../../schema/schema.ts'
import { schemaAt } from '../../schema/schema-at.ts'
import { valueAt } from '../../values/value-at.ts'
import { formatPath, parsePath, type YamlPath } from '../../helm/yaml/yaml-path.ts'

type Step = YamlPath[number]

/**
 * Finds the value that a person means; a key with dots in it may stand in the path as it is.
 * Throws with a suggestion where neither the schema nor the values have it.
 */
export function findValue(text: string, schema: Schema, values: unknown): YamlPath {
  const path = parsePath(text)
  if (path) return find(path, [], schema, values)
  const message = `${text} is not the path of a value`
  const hint = 'write keys with dots between them, such as orders.image.tag'
  throw new ChartError([{ code: 'value-path', path: text, message, hint }])
}

function find(steps: YamlPath, above: YamlPath, schema: Schema, values: unknown): YamlPath {
  const [first] = steps
  if (first === undefined) return above
  const known = keysAt(above, schema, values)
  const heads = steps.map((step, index) =>
    index === 0 ? step : steps.slice(0, index + 1).join('.'),
  )
  const index = heads.findIndex((head) => known.includes(head))
  const path = [...above, heads[index] ?? first]
  if (index < 0 && schemaAt(schema, path) === undefined) throw unknownValue(path, known)
  return find(steps.slice(Math.max(index, 0) + 1), path, schema, values)
}

/** The keys that the schema lists, and those that are set. */
function keysAt(path: YamlPath, schema: Schema, values: unknown): readonly Step[] {
  const value = valueAt(values, path)
  if (Array.isArray(value)) return [...value.keys()]
  const listed = Object.keys(schemaAt(schema, path)?.properties ?? {})
  return isTable(value) ? [...new Set([...listed, ...Object.keys(value)])] : listed
}

function unknownValue(path: YamlPath, known: readonly Step[]): ChartError {
  const above = path.slice(0, -1)
  const hint = didYouMean(String(path.at(-1)), known.map(String), listOf(above, known), (close) =>
    formatPath([...above, close]),
  )
  const shown = formatPath(path)
  return new ChartError([
    { code: 'unknown-value', path: shown, message: `there is no value ${shown}`, hint },
  ])
}

function listOf(path: YamlPath, known: readonly Step[]): string {
  const place = path.length === 0 ? 'the values' : formatPath(path)
  return known.length > 0 ? `the keys of ${place} are ${known.join(', ')}` : `${place} has no keys`
}
