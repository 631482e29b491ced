import type { Problem } from '../../errors/chart-error.ts'
import type { ChartValues } from '../../helm/merge/chart-values.ts'
import { type Table, get, isTable } from '../../helm/merge/coalesce.ts'
import { defaultsOf, subchartsOf } from '../../infer/chart-schema.ts'
import { readsOf } from '../../infer/read-templates.ts'
import { isRead, type ValueReads } from '../../infer/value-reads.ts'
import { formatPath } from '../../helm/yaml/yaml-path.ts'
import type { Schema } from '../../schema/schema.ts'
import type { PlacedSchema } from '../schema/listed-keys.ts'
import { schemaChanges } from '../schema/schema-changes.ts'
import { defaultChanges } from './default-changes.ts'
import { schemaOfDefault } from './default-schema.ts'
import { kubernetesChanges } from './kubernetes-changes.ts'
import { movedKeys } from './moved-keys.ts'
import { subchartChanges } from './subchart-changes.ts'

/**
 * What values of a chart, and of its subcharts, say in vain to the next version, or are refused for: by
 * the schemas, and where they say nothing, by the defaults and by what the templates read.
 */
export function chartValuesChanges(old: ChartValues, next: ChartValues): readonly Problem[] {
  const [before, after] = [schemasOf(old), schemasOf(next)]
  const defaults = { old: defaultsOf(old), next: defaultsOf(next) }
  const reads = { old: readsOf(old), next: namedReads(next) }
  const moved = movedKeys(defaults.old, defaults.next)
  const isKnown = (path: readonly string[]): boolean =>
    valueAt(defaults.next, path) !== undefined || isRead(reads.next, path)
  const unlisted = (path: readonly string[]): Schema | undefined =>
    schemaOfDefault(valueAt(defaults.old, path))
  const bySchema = [...after].flatMap(([key, { path, schema }]) => {
    const were = before.get(key)
    const place = { path, isKnown, unlisted, moved }
    if (were) return schemaChanges(were.schema, schema, place)
    const inferred = unlisted(path)
    return inferred ? [newSchema(path), ...schemaChanges(inferred, schema, place)] : []
  })
  const byDefaults = defaultChanges({
    defaults,
    reads,
    moved,
    schemas: { old: [...before.values()], next: [...after.values()] },
  })
  const { problems: ofSubcharts, keys } = subchartChanges(old, next)
  const known = new Set(bySchema.map(({ path }) => path))
  return [
    ...ofSubcharts,
    ...[...bySchema, ...byDefaults.filter(({ path }) => !known.has(path))].filter(
      ({ path }) => !keys.some((key) => path === key || path.startsWith(`${key}.`)),
    ),
    ...kubernetesChanges(old, next),
  ]
}

/**
 * What templates do with values, but for what they do with all of a chart's at once, such as a checksum
 * or a look-up by a name that they make: it says nothing of which keys there are.
 */
function namedReads(chart: ChartValues): ValueReads {
  return withoutWhole(readsOf(chart), chart)
}

function withoutWhole({ keys }: ValueReads, chart: ChartValues): ValueReads {
  const subcharts = subchartsOf(chart)
  return {
    keys: new Map(
      [...keys].map(([key, reads]) => {
        const subchart = subcharts.get(key)
        return [key, subchart ? withoutWhole(reads, subchart) : reads]
      }),
    ),
  }
}

/** The schemas of a chart and of its subcharts. */
function schemasOf(
  chart: ChartValues,
  path: readonly string[] = [],
): ReadonlyMap<string, PlacedSchema> {
  const { schema } = chart
  const own = schema ? [[formatPath(path), { path, schema }] as const] : []
  const below = [...subchartsOf(chart)].flatMap(([name, one]) => [
    ...schemasOf(one, [...path, name]),
  ])
  return new Map([...own, ...below])
}

/** What stands at a path of defaults. */
export function valueAt(values: Readonly<Table>, path: readonly string[]): unknown {
  return path.reduce<unknown>((at, key) => (isTable(at) ? get(at, key) : undefined), values)
}

function newSchema(path: readonly string[]): Problem {
  return {
    code: 'schema-new',
    path: formatPath(path),
    message: 'there is a schema now, and Helm refuses values that do not fit it',
    hint: 'check your values files: chartwright validate CHART -f FILE',
    severity: 'warning',
  }
}
