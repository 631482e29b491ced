import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { profilesOf } from '../../src/chart/profiles.ts'
import { loadChart } from '../../src/helm/chart/load-chart.ts'
import { mergeValues } from '../../src/helm/merge/merge-values.ts'
import { loadValues } from '../../src/values/read-values.ts'
import { isMap, type Value, type Values } from '../../src/values/value.ts'
import { plan } from '../default-project.ts'
import { helms, probe, template, valuesIn } from '../helm.ts'
import { addFiles } from '../temporary-folder.ts'
import { writeDefaultChart } from './default-chart.ts'

const folder = writeDefaultChart()
const chart = join(folder, 'chart')
const components = plan.charts.map(({ name }) => name)
const models = [{ name: 'defaults', delta: {}, values: plan.defaults }, ...profilesOf(plan)]
const valuesFiles = (name: string): readonly string[] =>
  name === 'defaults' ? [] : [join(folder, `values-${name}.yaml`)]

addProbe('', plan.identity.name)
for (const name of components) addProbe(`charts/${name}/`, name)

describe.each(models)('profile $name', ({ name, delta, values }) => {
  test.each(helms)('is to Helm $version what it is in the model', async (helm) => {
    const seen = valuesIn(await template(helm, chart, ...valuesFiles(name)))
    const { global = {} } = values
    const umbrella = plan.identity.name
    expect(withoutGlobals(seen[umbrella] as Values)).toEqual(values)
    for (const component of components) {
      const inModel = { ...(values[component] as Values), global }
      expect(seen[`${umbrella}/charts/${component}`], component).toEqual(inModel)
    }
  })

  test('is to us what it is to Helm', () => {
    const merged = mergeValues(loadChart(chart), loadValues(valuesFiles(name)).values)
    expect(withoutGlobals(merged as Values)).toEqual(values)
  })

  test('says nothing that holds anyway', () => {
    expect(repeated(delta, plan.defaults)).toEqual([])
  })
})

/** Adds an object that holds the values which the templates of a chart see. */
function addProbe(path: string, name: string): void {
  addFiles(chart, { [`${path}templates/probe.yaml`]: probe(name)['templates/probe.yaml'] ?? '' })
}

/** Helm copies the globals into each component. */
function withoutGlobals(values: Values): Values {
  const pairs = Object.entries(values).map(([key, value]): readonly [string, Value] => {
    if (!components.includes(key) || !isMap(value)) return [key, value]
    const { global: _, ...own } = value
    return [key, own]
  })
  return Object.fromEntries(pairs)
}

/** Paths at which one holds what the other holds too. */
function repeated(delta: Values, base: Values): readonly string[] {
  return Object.entries(delta).flatMap(([key, value]) => {
    const old = base[key]
    if (isMap(value) && isMap(old)) return repeated(value, old).map((path) => `${key}.${path}`)
    return JSON.stringify(value) === JSON.stringify(old) ? [key] : []
  })
}
