import * as fc from 'fast-check'
import type { ChartValues, Dependency } from '../../../src/helm/merge/chart-values.ts'
import type { Table } from '../../../src/helm/merge/coalesce.ts'

const leaf = fc.oneof(
  { arbitrary: fc.boolean(), weight: 3 },
  { arbitrary: fc.constant(null), weight: 2 },
  fc.integer({ min: 0, max: 9 }),
  fc.constantFrom('', 'x', 'true'),
  fc.constant([1, { a: null }]),
)

/** Few keys, so that what one chart sets meets what another one does. */
const { table } = fc.letrec<{ value: unknown; entry: readonly [string, unknown]; table: Table }>(
  (tie) => ({
    value: fc.oneof({ maxDepth: 4, withCrossShrink: true }, leaf, tie('table')),
    entry: fc.oneof(
      fc.tuple(fc.constantFrom('a', 'b', 'on', '__proto__', 'constructor'), tie('value')),
      fc.tuple(fc.constantFrom('global', 'tags', 'web', 'db', 'cache'), mostly(tie('table'), leaf)),
    ),
    table: fc.array(tie('entry'), { maxLength: 5 }).map((entries) => Object.fromEntries(entries)),
  }),
)

/** A subchart's values that are no map make Helm fail, which ends a comparison early. */
function mostly<T>(often: fc.Arbitrary<T>, seldom: fc.Arbitrary<unknown>): fc.Arbitrary<unknown> {
  return fc.oneof(
    { maxDepth: 4 },
    { arbitrary: fc.constant({}), weight: 5 },
    { arbitrary: often, weight: 40 },
    { arbitrary: seldom, weight: 1 },
  )
}

/** Values as they come from files. */
export const anyValues: fc.Arbitrary<Table> = table

const condition = fc.constantFrom('on', 'web.on', 'web.db.on', 'global.on', 'a.on,b.on', 'db', 'a')

function anyDependency(chart: fc.Arbitrary<ChartValues>): fc.Arbitrary<Dependency> {
  const tags = fc.subarray(['a', 'b', 'on'])
  return fc.record({ chart, tags, condition }, { requiredKeys: ['chart'] })
}

function anyChart(name: string, names: readonly string[]): fc.Arbitrary<ChartValues> {
  const inner = (one: string): fc.Arbitrary<ChartValues> => anyChart(one, names.slice(2))
  if (names.length < 2) {
    return anyValues.map((values) => ({ name, values, dependencies: [] }))
  }
  const [first = '', second = ''] = names
  return fc
    .record({
      values: anyValues,
      declared: anyDependency(inner(first)),
      other: inner(second),
      isOtherDeclared: fc.boolean(),
      alias: fc.constantFrom(undefined, 'a', 'b'),
    })
    .map(({ values, declared, other, isOtherDeclared, alias }) => ({
      name,
      values,
      dependencies: [
        declared,
        ...(alias ? [{ ...declared, alias }] : []),
        ...(isOtherDeclared ? [{ chart: other }] : []),
      ],
      undeclared: isOtherDeclared ? [] : [other],
    }))
}

/** An umbrella with subcharts, some of which have subcharts. */
export const anyUmbrella: fc.Arbitrary<ChartValues> = anyChart('umbrella', [
  'web',
  'db',
  'cache',
  'lib',
])
