import type { Problem } from '../../errors/chart-error.ts'
import { formatPath } from '../../helm/yaml/yaml-path.ts'
import { isPlainOption } from '../../values/locate.ts'
import { schemaAt } from '../../schema/schema-at.ts'
import type { Schema } from '../../schema/schema.ts'
import type { Comparison } from './warnings.ts'

/** Warns of whole numbers that a template prints with an exponent, unless a schema knows of them. */
export function largeNumbers(
  { settings, locate }: Comparison,
  schema: Schema = {},
): readonly Problem[] {
  return settings.flatMap(({ path, value }) => {
    if (!Number.isInteger(value) || Math.abs(Number(value)) < firstWithExponent) return []
    if (schemaAt(schema, path)?.type !== undefined) return []
    const place = locate(path)
    if (isPlainOption(place)) return [] // Helm reads it as an int64, which no template prints with an exponent
    return {
      code: 'values-large-number',
      path: formatPath(path),
      message: `templates print ${String(value)} as ${goFloat(Number(value))}, unless they use int64`,
      hint: `write "${String(value)}" with quotes`,
      severity: 'warning',
      ...place,
    } as const
  })
}

/** Go writes numbers from here on as 1e+06. */
const firstWithExponent = 1e6

function goFloat(value: number): string {
  return value.toExponential().replace(/e([-+])(\d)$/, 'e$10$2')
}
