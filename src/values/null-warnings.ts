import type { Problem } from '../errors/chart-error.ts'
import { formatPath, type YamlPath } from '../yaml/yaml-path.ts'
import { isTable, type Table } from './coalesce.ts'
import type { Locate } from './locate.ts'

/** Warns of each null in the maps of a values file: it takes a default away, not in every Helm. */
export function nullWarnings(
  values: Readonly<Table>,
  locate: Locate,
  above: YamlPath = [],
): readonly Problem[] {
  return Object.entries(values).flatMap(([key, value]) => {
    const path = [...above, key]
    if (isTable(value)) return nullWarnings(value, locate, path)
    return value === null ? [nullWarning(path, locate)] : []
  })
}

function nullWarning(path: YamlPath, locate: Locate): Problem {
  return {
    code: 'values-null',
    path: formatPath(path),
    message: 'null takes the default of this key away, and Helm versions differ in how',
    hint: 'leave the key out, or write the value you want',
    severity: 'warning',
    ...locate(path, 'key'),
  }
}
