import { join } from 'node:path'
import type { Locate } from '../values/locate.ts'
import { subchartValuesFile, umbrellaValuesFile } from '../values/values-file.ts'
import { readYaml, type YamlDocument } from '../helm/yaml/parse.ts'
import { type ChartPlan, ownValues } from './plan.ts'
import type { PlatformPlan } from './plan-platform.ts'

/** Finds defaults in the values.yaml files that a platform generates: the umbrella's, then a subchart's. */
export function locateDefault(plan: PlatformPlan, project: string): Locate {
  const folder = join(project, 'chart')
  const umbrella = inText(() => umbrellaValuesFile(plan.parts), folder)
  const subcharts = new Map<string | number | undefined, Locate>(
    plan.charts.map((one) => [one.name, inSubchart(one, folder)]),
  )
  return (path, part) => umbrella(path, part) ?? subcharts.get(path[0])?.(path.slice(1), part)
}

function inSubchart(chart: ChartPlan, folder: string): Locate {
  const text = (): string => subchartValuesFile({ schema: chart.schema, values: ownValues(chart) })
  return inText(text, join(folder, 'charts', chart.name))
}

/** Many ask for no place at all, so the text is not made before. */
function inText(text: () => string, folder: string): Locate {
  let document: YamlDocument | undefined
  return (path, part) => {
    document ??= readYaml(text()).documents[0]
    const position = document?.positionOf(path, part)
    return position && { file: join(folder, 'values.yaml'), ...position }
  }
}
