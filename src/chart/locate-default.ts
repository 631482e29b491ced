import { join } from 'node:path'
import type { Locate } from '../values/locate.ts'
import { subchartValuesFile, umbrellaValuesFile } from '../values/values-file.ts'
import { readYaml } from '../yaml/parse.ts'
import { type ChartPlan, ownValues } from './plan.ts'
import type { PlatformPlan } from './plan-platform.ts'

/** Finds defaults in the values.yaml files that a platform generates: the umbrella's, then a subchart's. */
export function locateDefault(plan: PlatformPlan, project: string): Locate {
  const umbrella = inText(umbrellaValuesFile(plan.parts), join(project, 'chart/values.yaml'))
  const subcharts = new Map<string | number, Locate>()
  return (path, part) => {
    const [name = '', ...rest] = path
    const chart = plan.charts.find((one) => one.name === name)
    if (chart && !subcharts.has(name)) subcharts.set(name, inSubchart(chart, project))
    return umbrella(path, part) ?? subcharts.get(name)?.(rest, part)
  }
}

function inSubchart(chart: ChartPlan, project: string): Locate {
  const text = subchartValuesFile({ schema: chart.schema, values: ownValues(chart) })
  return inText(text, join(project, 'chart/charts', chart.name, 'values.yaml'))
}

function inText(text: string, file: string): Locate {
  const [document] = readYaml(text).documents
  return (path, part) => {
    const position = document?.positionOf(path, part)
    return position && { file, ...position }
  }
}
