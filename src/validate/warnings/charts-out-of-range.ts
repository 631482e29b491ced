import type { Problem } from '../../errors/chart-error.ts'
import type { ChartValues } from '../../helm/merge/chart-values.ts'
import { get, isTable, type Table, toList } from '../../helm/merge/coalesce.ts'
import { isTextInRange } from '../../helm/semver/constraint.ts'

/**
 * Warns of charts in charts/ whose versions fit no range in Chart.yaml. Helm says nothing of them: it
 * renders one that no line fits as if Chart.yaml did not name it, so without its alias, and leaves a
 * line out whose only charts fit another line (processDependencyEnabled in Helm's dependencies.go).
 */
export function chartsOutOfRange(chart: ChartValues): readonly Problem[] {
  const { metadata = {}, dependencies, undeclared = [] } = chart
  const present = [...new Set([...dependencies.map((one) => one.chart), ...undeclared])]
  const lines = toList(get(metadata, 'dependencies')).filter(isTable)
  const own = lines.flatMap((line) => {
    const named = present.filter(({ name }) => name === get(line, 'name'))
    if (named.length === 0 || named.some((one) => fits(line, one))) return []
    const stray = named.find((one) => !lines.some((other) => fits(other, one)))
    return [outOfRange(chart, line, named, stray)]
  })
  return [...own, ...present.flatMap(chartsOutOfRange)]
}

function outOfRange(
  { name, metadataFile: file }: ChartValues,
  line: Readonly<Table>,
  named: readonly ChartValues[],
  stray: ChartValues | undefined,
): Problem {
  const [chart, alias, range] = ['name', 'alias', 'version'].map((key) => get(line, key))
  const versions = named.map(({ version }) => version).join(' and ')
  const asItself =
    alias === undefined ? '' : `, but as ${String(chart)} and not as ${String(alias)}`
  const outcome = stray
    ? `takes it all the same${asItself}`
    : `leaves ${String(alias ?? chart)} out`
  return {
    code: 'chart-out-of-range',
    path: name,
    ...(file !== undefined && { file }),
    message: `${String(chart)} in charts/ is ${versions}, which is not in ${String(range)}: Helm ${outcome}`,
    hint: 'run helm dependency update, or change the range',
    severity: 'warning',
  }
}

function fits(line: Readonly<Table>, { name, version = '' }: ChartValues): boolean {
  const range = String(get(line, 'version') ?? '')
  return name === get(line, 'name') && isTextInRange(range, version)
}
