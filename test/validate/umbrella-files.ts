import type { ChartValues } from '../../src/helm/merge/chart-values.ts'
import { writeYaml } from '../../src/helm/yaml/write-yaml.ts'
import { probe } from '../helm.ts'

/** Files of an unpacked chart, with a probe in it and in each of its subcharts. */
export function umbrellaFiles(chart: ChartValues, folder = ''): Readonly<Record<string, string>> {
  const { name, values, dependencies, undeclared = [] } = chart
  const declared = dependencies.map(({ chart, ...rest }) => ({
    name: chart.name,
    version: '1.0.0',
    ...rest,
  }))
  const subcharts = new Set([...undeclared, ...dependencies.map((one) => one.chart)])
  const inside = [...subcharts].map((one) => umbrellaFiles(one, `${folder}charts/${one.name}/`))
  const own = {
    ...probe(name),
    'Chart.yaml': writeYaml({ apiVersion: 'v2', name, version: '1.0.0', dependencies: declared }),
    'values.yaml': writeYaml(values),
  }
  const files = Object.entries(own).map(([path, text]) => [`${folder}${path}`, text])
  return Object.assign(Object.fromEntries(files), ...inside)
}
