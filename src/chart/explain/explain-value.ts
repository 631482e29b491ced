import type { Schema } from '../../schema/schema.ts'
import { schemaAt } from '../../schema/schema-at.ts'
import { valueAt } from '../../values/value-at.ts'
import type { Place } from '../../values/locate.ts'
import { leavesOf } from '../../schema/leaves.ts'
import { mapValues } from '../../values/value.ts'
import type { YamlPath } from '../../helm/yaml/yaml-path.ts'
import type { LayeredValues } from '../layered-values.ts'
import type { PlatformPlan } from '../plan-platform.ts'
import { type Release, templateFiles } from '../template-files.ts'
import { findValue } from './find-value.ts'
import { type Effect, impactMap } from './impact.ts'

/** Where a value is set. */
export interface Source {
  readonly from: 'default' | 'file'
  readonly place?: Place
  readonly value: unknown
}

/** All there is to say of one value. */
export interface Explanation {
  readonly path: YamlPath
  /** The global value that Helm copies to this place in a component. */
  readonly copyOf?: YamlPath
  /** Undefined where nobody sets it. */
  readonly value: unknown
  /** Where it is set, the one that counts first. */
  readonly sources: readonly Source[]
  readonly schema: Schema
  readonly effects: readonly Effect[]
}

/**
 * Explains the value that a person names, or each value below it. Throws with a suggestion where
 * there is no such value.
 */
export function explainValue(
  text: string,
  plan: PlatformPlan,
  layered: LayeredValues,
  release: Release,
): readonly Explanation[] {
  const { merged } = layered
  const types = withCopies(plan)
  const found = findValue(text, types, merged)
  const impactOf = impactMap(templateFiles(plan, merged, release))
  return leavesOf(schemaAt(types, found) ?? {}).map(({ path: rest, schema }) => {
    const path = [...found, ...rest]
    const copyOf = isCopy(path, plan) ? path.slice(1) : undefined
    const origin = copyOf ?? path
    return {
      path,
      ...(copyOf && { copyOf }),
      value: valueAt(merged, origin),
      sources: sourcesOf(origin, layered),
      schema,
      effects: impactOf(origin),
    }
  })
}

/** The schema with the globals in each component, where Helm copies them. */
function withCopies({ types, charts }: PlatformPlan): Schema {
  const { properties = {} } = types
  const { global } = properties
  const isComponent = (name: string): boolean => charts.some((chart) => chart.name === name)
  return {
    ...types,
    properties: mapValues(properties, (one, name) =>
      isComponent(name) && global ? { ...one, properties: { ...one.properties, global } } : one,
    ),
  }
}

function isCopy([component, key]: YamlPath, { charts }: PlatformPlan): boolean {
  return key === 'global' && charts.some(({ name }) => name === component)
}

function sourcesOf(
  path: YamlPath,
  { loaded, defaults, locateDefault }: LayeredValues,
): readonly Source[] {
  const files = loaded.layers.toReversed().flatMap(({ values, locate }) => {
    const place = locate(path)
    return place ? [{ from: 'file' as const, place, value: valueAt(values, path) }] : []
  })
  const value = valueAt(defaults, path)
  if (value === undefined) return files
  const place = locateDefault(path)
  return [...files, { from: 'default', value, ...(place && { place }) }]
}
