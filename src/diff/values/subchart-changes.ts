import type { Problem } from '../../errors/chart-error.ts'
import type { ChartValues } from '../../helm/merge/chart-values.ts'
import { formatPath } from '../../helm/yaml/yaml-path.ts'
import { subchartsOf } from '../../infer/chart-schema.ts'

/** Subcharts that are gone, or are other charts now, told once each, and the keys of their values. */
export function subchartChanges(
  old: ChartValues,
  next: ChartValues,
  path: readonly string[] = [],
): { readonly problems: readonly Problem[]; readonly keys: readonly string[] } {
  const after = subchartsOf(next)
  const found = [...subchartsOf(old)].map(([name, was]) => {
    const place = [...path, name]
    const is = after.get(name)
    if (is?.name === was.name) return subchartChanges(was, is, place)
    if (was.metadata?.['type'] === 'library') return { problems: [], keys: [] }
    return { problems: [changed(place, was, is)], keys: [formatPath(place)] }
  })
  return {
    problems: found.flatMap(({ problems }) => problems),
    keys: found.flatMap(({ keys }) => keys),
  }
}

function changed(path: readonly string[], was: ChartValues, is?: ChartValues): Problem {
  return {
    code: is ? 'subchart-replaced' : 'subchart-removed',
    path: formatPath(path),
    message: is
      ? `the subchart is ${is.name} now, and was ${was.name}, so that its values mean something else`
      : `the subchart ${was.name} is gone, with all that it runs and stores`,
  }
}
