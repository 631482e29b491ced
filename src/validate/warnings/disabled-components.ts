import type { Problem } from '../../errors/chart-error.ts'
import { formatPath } from '../../helm/yaml/yaml-path.ts'
import type { Dependency } from '../../helm/merge/chart-values.ts'
import type { EnabledChart } from '../../helm/merge/enable-dependencies.ts'
import { disabledSubcharts } from '../../helm/merge/merge-values.ts'
import type { Comparison } from './warnings.ts'

/** Warns of values for a component that is off. */
export function disabledComponents(layer: Comparison, enabled: EnabledChart): readonly Problem[] {
  return disabledSubcharts(enabled).flatMap((one) => uselessFor(one, layer))
}

function uselessFor(
  { alias, chart, condition = '' }: Dependency,
  { settings, locate }: Comparison,
): readonly Problem[] {
  const name = alias ?? chart.name
  const switches = condition.split(',').map((path) => path.trim())
  const useless = settings.filter(
    ({ path }) => path[0] === name && path.length > 1 && !switches.includes(path.join('.')),
  )
  const [first, ...others] = useless
  if (first === undefined) return []
  const keys =
    others.length === 0 ? 'this key changes' : `this and ${others.length} more of its keys change`
  return [
    {
      code: 'values-disabled',
      path: formatPath(first.path),
      message: `${name} is off, so ${keys} nothing`,
      hint: `set ${switches[0] || name} to true, or remove what belongs to ${name}`,
      severity: 'warning',
      ...locate(first.path, 'key'),
    },
  ]
}
