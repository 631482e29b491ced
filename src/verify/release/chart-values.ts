import { at, fields, type Fields } from '../fields.ts'
import type { ChartSource, Subchart } from './chart-source.ts'

/** The defaults that Helm keeps in a release: those of all enabled subcharts, with the globals. */
export function chartValues({ values, subcharts }: ChartSource, config: Fields): Fields {
  const given = merge(values, config)
  const enabled = subcharts.filter((subchart) => isEnabled(subchart, given))
  const below = enabled.map(({ key, values: own }) => {
    const merged = merge(own, fields(values[key]))
    const global = merge(fields(own['global']), fields(values['global']))
    return [key, { ...merged, global }]
  })
  return { ...values, ...Object.fromEntries(below) }
}

/** Lays one map over another, as Helm does with values. */
export function merge(base: Fields, over: Fields): Fields {
  const merged = Object.entries(over).map(([key, value]) =>
    isMap(base[key]) && isMap(value)
      ? [key, merge(fields(base[key]), fields(value))]
      : [key, value],
  )
  return { ...base, ...Object.fromEntries(merged) }
}

function isMap(value: unknown): boolean {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function isEnabled({ condition }: Subchart, given: Fields): boolean {
  const found = condition?.split(',').map((path) => at(given, ...path.trim().split('.')))
  return found?.find((value) => typeof value === 'boolean') !== false
}
