import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { ChartError } from '../../../src/errors/chart-error.ts'
import type { ChartValues, Dependency } from '../../../src/helm/merge/chart-values.ts'
import { copyTable, removeNulls, type Table } from '../../../src/helm/merge/coalesce.ts'
import {
  type EnabledChart,
  enableDependencies,
} from '../../../src/helm/merge/enable-dependencies.ts'
import { disabledSubcharts, mergeChart, mergeValues } from '../../../src/helm/merge/merge-values.ts'
import type { Tool } from '../../../src/verify/tools/find-family.ts'
import { writeYaml } from '../../../src/helm/yaml/write-yaml.ts'
import { helms, newestHelm, runTemplate, valuesIn } from '../../helm.ts'
import { temporaryFolder } from '../../temporary-folder.ts'
import { anyUmbrella, anyValues } from '../chart/any-chart.ts'
import { umbrellaFiles } from '../../validate/umbrella-files.ts'

const chart = (
  name: string,
  values: Table,
  dependencies: readonly Dependency[] = [],
): ChartValues => ({ name, values, dependencies })

describe('mergeValues', () => {
  test('lays values over the defaults of the chart, and those over the subchart’s', () => {
    const web = chart('web', { image: { tag: '1', pull: 'Always' }, ports: [1, 2], replicas: 1 })
    const umbrella = chart('umbrella', { web: { replicas: 2 }, a: 1 }, [{ chart: web }])
    expect(mergeValues(umbrella, { web: { image: { tag: '2' }, ports: [3] } })).toEqual({
      a: 1,
      web: { image: { tag: '2', pull: 'Always' }, ports: [3], replicas: 2, global: {} },
    })
  })

  test('hands the globals down, over those of the subchart', () => {
    const web = chart('web', { global: { a: 'web', b: 'web' } })
    const umbrella = chart('umbrella', { global: { a: 'umbrella' } }, [{ chart: web }])
    expect(mergeValues(umbrella, { global: { c: 'user' } })).toEqual({
      global: { a: 'umbrella', c: 'user' },
      web: { global: { a: 'umbrella', b: 'web', c: 'user' } },
    })
  })

  test('a null takes a default away', () => {
    const web = chart('web', { a: { b: 1, c: 2 }, d: 3 })
    const umbrella = chart('umbrella', { e: 4 }, [{ chart: web }])
    expect(mergeValues(umbrella, { web: { a: { b: null }, d: null }, e: null, f: null })).toEqual({
      web: { a: { c: 2 }, global: {} },
      f: null,
    })
  })

  test('an alias gives the same subchart other values', () => {
    const db = chart('db', { size: 1 })
    const umbrella = chart('umbrella', { users: { size: 2 } }, [
      { chart: db, alias: 'users' },
      { chart: db, alias: 'orders' },
    ])
    expect(mergeValues(umbrella, {})).toEqual({
      users: { size: 2, global: {} },
      orders: { size: 1, global: {} },
    })
  })

  test('a subchart that is off leaves only what is set above it', () => {
    const web = chart('web', { a: 1 })
    const umbrella = chart('umbrella', { web: { enabled: true } }, [
      { chart: web, condition: 'web.enabled' },
    ])
    expect(mergeValues(umbrella, { web: { enabled: false } })).toEqual({ web: { enabled: false } })
  })

  test.each([
    ['text', 'x', 'web is a subchart, so its values are a map, not "x"'],
    ['null without a default', null, 'web is a subchart, so its values are a map, not null'],
  ])('%s in place of a subchart’s values is an error', (_, value, message) => {
    const umbrella = chart('umbrella', {}, [{ chart: chart('web', {}) }])
    expect(() => mergeValues(umbrella, { web: value })).toThrow(message)
  })

  test('no key reaches a prototype', () => {
    const values = JSON.parse('{"__proto__": {"polluted": 1}, "web": {"constructor": {"a": 1}}}')
    const web = chart('web', JSON.parse('{"__proto__": {"b": 2}}'))
    const merged = mergeValues(chart('umbrella', values, [{ chart: web }]), values)
    expect(JSON.stringify(merged)).toBe(
      '{"__proto__":{"polluted":1},"web":{"constructor":{"a":1},"global":{},"__proto__":{"b":2}}}',
    )
    expect('polluted' in {}).toBe(false)
  })

  test('changes nothing that it is given', () => {
    fc.assert(
      fc.property(anyUmbrella, anyValues, (umbrella, values) => {
        const before = JSON.stringify([umbrella, values])
        inOurs(umbrella, values)
        expect(JSON.stringify([umbrella, values])).toBe(before)
      }),
    )
  })

  test.each(helms)(
    'gives each chart of an umbrella the values that Helm $version gives it',
    { timeout: 120_000 },
    async (helm) => {
      const isNewest = helm.path === newestHelm().path
      await fc.assert(
        fc.asyncProperty(anyUmbrella, anyValues, async (any, values) => {
          const umbrella = isNewest ? any : forHelm3(any)
          expect(await inHelm(helm, umbrella, values)).toEqual(inOurs(umbrella, values))
        }),
        { numRuns: 30 },
      )
    },
  )
})

describe('which subcharts are on', () => {
  const conditions = ['', 'c.on', 'c.off', 'c.none', 'c.text', 'c.none,c.off', 'c.text,c.on,c.off']
  const tags = [
    [],
    ['on'],
    ['off'],
    ['none'],
    ['text'],
    ['on', 'off'],
    ['off', 'text'],
    ['off', 'none'],
  ]
  const leaf = chart('leaf', {})
  const every = conditions.flatMap((condition, c) =>
    tags.map((some, t) => ({ alias: `c${c}t${t}`, chart: leaf, condition, tags: some })),
  )
  const umbrella = chart('umbrella', {}, every)
  const values = {
    c: { on: true, off: false, text: 'false' },
    tags: { on: true, off: false, text: 'true' },
  }
  const disabled = disabledSubcharts(mergeChart(umbrella, values).enabled).map(({ alias }) => alias)

  test('the first condition that is true or false says so, else the tags: on unless some are false and none is true', () => {
    const off = (alias: string): boolean => {
      const [, c = 0, t = 0] = /c(.)t(.)/.exec(alias)?.map(Number) ?? []
      const decided = { 1: false, 2: true, 5: true, 6: false }[c]
      return decided ?? [2, 6, 7].includes(t)
    }
    expect(disabled).toEqual(every.map(({ alias }) => alias).filter(off))
  })

  test.each(helms)('those that Helm $version leaves on', async (helm) => {
    const on = Object.keys(await inHelm(helm, umbrella, values))
    const expected = every.filter(({ alias }) => !disabled.includes(alias))
    expect(on.toSorted()).toEqual(
      ['umbrella', ...expected.map(({ alias }) => `umbrella/charts/${alias}`)].toSorted(),
    )
  })
})

test('disabledSubcharts gives what conditions and tags turn off', () => {
  const [web, db, cache] = [chart('web', {}), chart('db', {}), chart('cache', {})]
  const umbrella = chart('umbrella', { web: { enabled: true }, tags: { store: true } }, [
    { chart: web, condition: 'web.enabled' },
    { chart: db, alias: 'users', tags: ['store'] },
    { chart: db, condition: 'none,db.enabled', tags: ['store', 'more'] },
    { chart: cache },
  ])
  const disabled = (values: Table): readonly string[] =>
    disabledSubcharts(mergeChart(umbrella, values).enabled).map(
      (one) => one.alias ?? one.chart.name,
    )
  expect(disabled({})).toEqual([])
  const off = { web: { enabled: false }, db: { enabled: true }, tags: { store: false } }
  expect(disabled(off)).toEqual(['web', 'users'])
  expect(disabled({ ...off, tags: { store: false, more: true } })).toEqual(['web', 'users'])
})

/** The values of each chart that is on, by its path; nothing where the merge fails. */
function inOurs(umbrella: ChartValues, values: Table): Readonly<Record<string, unknown>> {
  try {
    const merged = mergeValues(umbrella, values)
    return Object.fromEntries(perChart(enableDependencies(umbrella, values), merged, 'umbrella'))
  } catch (error) {
    if (error instanceof ChartError) return {}
    throw error
  }
}

function perChart(one: EnabledChart, values: unknown, path: string): readonly [string, unknown][] {
  const inside = one.subcharts.flatMap((subchart) => {
    const below = (values as Table)[subchart.name]
    return perChart(subchart, below, `${path}/charts/${subchart.name}`)
  })
  return [[path, values], ...inside]
}

async function inHelm(
  helm: Tool,
  umbrella: ChartValues,
  values: Table,
): Promise<Readonly<Record<string, unknown>>> {
  const files = { ...umbrellaFiles(umbrella), 'over.yaml': writeYaml(values) }
  const root = temporaryFolder(files)
  const { stdout } = await runTemplate(helm, root, `${root}/over.yaml`)
  return valuesIn(stdout)
}

/** Without nulls in defaults, which it keeps, and aliases of charts with subcharts, which it mixes up. */
function forHelm3(chart: ChartValues): ChartValues {
  const values = copyTable(chart.values)
  removeNulls(values)
  const dependencies = chart.dependencies.map((one) => ({ ...one, chart: forHelm3(one.chart) }))
  return {
    ...chart,
    values,
    dependencies: dependencies.filter(({ alias, chart }) => !alias || !hasSubcharts(chart)),
    undeclared: (chart.undeclared ?? []).map(forHelm3),
  }
}

function hasSubcharts({ dependencies, undeclared = [] }: ChartValues): boolean {
  return dependencies.length > 0 || undeclared.length > 0
}
