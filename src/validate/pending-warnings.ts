import type { Problem } from '../errors/chart-error.ts'
import { formatPath } from '../helm/yaml/yaml-path.ts'
import type { Layer } from '../values/layer.ts'
import { schemaAt } from '../schema/schema-at.ts'
import type { Schema } from '../schema/schema.ts'

/** Warnings of values' text that are still worth a word, now that a schema knows what they are. */
export function pendingWarnings(
  layers: readonly Layer[],
  errors: readonly Problem[],
  schema: Schema = {},
): readonly Problem[] {
  const taken = new Set(errors.map(placeOf))
  return layers.flatMap(({ problems, settings }) => {
    const wanted = settings.filter(({ path }) => isNumber(schemaAt(schema, path)))
    const numbers = new Set(wanted.map(({ path }) => formatPath(path)))
    return problems.filter(
      (one) =>
        // The error at a key that YAML reads as another says nothing of how that came.
        (one.code === 'yaml-key-text' || !taken.has(placeOf(one))) &&
        !(one.code === 'yaml-trailing-zero' && numbers.has(one.path)),
    )
  })
}

/** Where a number is asked for, 1.50 is nobody's version. */
const isNumber = (schema: Schema = {}): boolean => [schema.type].flat().includes('number')

const placeOf = ({ file, line, column, option }: Problem): string =>
  option ?? `${file}:${line}:${column}`
