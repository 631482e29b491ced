import { isDeepStrictEqual } from 'node:util'
import type { Problem } from '../../errors/chart-error.ts'
import { shortened } from '../../errors/one-line.ts'
import { formatPath, type YamlPath } from '../../helm/yaml/yaml-path.ts'
import { valueAt } from '../../values/value-at.ts'
import type { Comparison } from './warnings.ts'

/** Warns of each list that replaces another one and leaves some of its items out. */
export function lostItems(layer: Comparison): readonly Problem[] {
  const paths = new Map(layer.settings.map(({ path }) => [formatPath(listPath(path)), path]))
  return [...paths.values()].flatMap((path) => lostAt(listPath(path), layer))
}

/** `--set hosts[0].name=x` replaces the list of hosts. */
function listPath(path: YamlPath): YamlPath {
  const index = path.findIndex((step) => typeof step === 'number')
  return index < 0 ? path : path.slice(0, index)
}

function lostAt(path: YamlPath, { values, defaults, locate }: Comparison): readonly Problem[] {
  const [before, after] = [valueAt(defaults, path), valueAt(values, path)]
  if (!Array.isArray(before) || !Array.isArray(after)) return []
  const lost = before.filter((item) => !after.some((one) => isDeepStrictEqual(one, item)))
  if (lost.length === 0) return []
  return [
    {
      code: 'values-list-replaced',
      path: formatPath(path),
      message: `a list replaces the one below it: ${listed(lost)} ${lost.length === 1 ? 'is' : 'are'} gone`,
      hint: 'lists are never merged: repeat the items that should stay',
      severity: 'warning',
      ...locate(path, 'key'),
    },
  ]
}

function listed(items: readonly unknown[]): string {
  return shortened(items.map((item) => JSON.stringify(item)).join(', '), 60)
}
