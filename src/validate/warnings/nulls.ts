import type { Problem } from '../../errors/chart-error.ts'
import { formatPath } from '../../helm/yaml/yaml-path.ts'
import { valueAt } from '../../values/value-at.ts'
import type { Comparison } from './warnings.ts'

/** What to do about a null. */
export const insteadOfNull = 'leave the key out to have the default, or write the value you want'

/** Warns of each null that takes a default away. */
export function nulls({ settings, defaults, locate, tell }: Comparison): readonly Problem[] {
  return settings.flatMap(({ path, value }) => {
    const present = valueAt(defaults, path)
    if (value !== null || present === undefined || present === null) return []
    return {
      code: 'values-null',
      path: formatPath(path),
      message: `null takes ${tell(path, present)} away, and Helm versions differ in how`,
      hint: insteadOfNull,
      severity: 'warning',
      ...locate(path, 'key'),
    } as const
  })
}
