import { describe, expect, it } from 'vitest'
import { generate } from '../../src/chart/generate.ts'
import { planPlatform } from '../../src/chart/plan-platform.ts'
import {
  cache,
  call,
  database,
  definePlatform,
  gateway,
  type Platform,
  postgresql,
  redis,
  service,
} from '../../src/index.ts'
import { resolvePlatform } from '../../src/platform/resolve.ts'
import { loadChart } from '../../src/helm/chart/load-chart.ts'
import { loadValues } from '../../src/values/read-values.ts'
import { validateValues } from '../../src/validate/validate-values.ts'
import { identity } from '../default-project.ts'
import { temporaryFolder } from '../temporary-folder.ts'
import { writeFiles } from '../write-files.ts'

/** Names of every sort: those that YAML takes for something else, parts of each other, long ones. */
const names = [
  'a',
  'on',
  'y',
  'null',
  'e5',
  'users',
  'users-2',
  `long-${'x'.repeat(30)}`,
  'any-component',
]

const uses = [database('postgresql'), cache('redis')] as const
const member = (name: string) =>
  service({
    image: `shop/${name}`,
    port: 8080,
    uses,
    migrate: ['./migrate'],
    secrets: { keys: { 'api-key': 'API_KEY' } },
    values: { config: { NAME: name } },
  })

const platform = definePlatform({
  components: {
    ...Object.fromEntries(names.map((name) => [name, member(name)])),
    caller: service({ image: 'shop/caller', port: 8080, uses: [...uses, call('users')] }),
    other: service({ image: 'shop/other', port: 8080, uses: [...uses, call('users')] }),
    gateway: gateway({ host: 'shop.example.com', routes: { '/users': 'users', '/a': 'a' } }),
    postgresql: postgresql(),
    redis: redis(),
  } as Platform['components'],
})

/** The same platform, with a chart for each component by itself. */
const apart: Platform = {
  ...platform,
  components: Object.fromEntries(
    Object.entries(platform.components).map(([name, component]) => [
      name,
      Object.fromEntries(Object.entries(component).filter(([key]) => key !== 'shape')),
    ]),
  ) as unknown as Platform['components'], // which have all that a component must have
}

describe('charts of one shape', () => {
  it('are what they would be if each were made by itself', () => {
    expect(new Map(generate(platform, identity))).toEqual(new Map(generate(apart, identity)))
  })

  it('are made once, apart from names that YAML quotes', () => {
    const plan = planPlatform(resolvePlatform(identity.name, platform), identity)
    const members = plan.charts.filter(({ name }) => names.includes(name))
    const plain = members.filter(({ name }) => !['a', 'on', 'y', 'null', 'e5'].includes(name))
    expect(new Set(plain.map(({ outline }) => outline)).size).toBe(1)
    expect(new Set(members.map(({ outline }) => outline)).size).toBe(6)
  })

  it('refuse a container with their own name, and no other', () => {
    const folder = temporaryFolder()
    writeFiles(folder, generate(platform, identity))
    const chart = loadChart(`${folder}/chart`)
    const problems = (name: string) => {
      const file = `${folder}/${name}.yaml`
      const sidecars = `{ ${name}: { image: "busybox:1" } }`
      writeFiles(folder, new Map([[`${name}.yaml`, `users:\n  sidecars: ${sidecars}\n`]]))
      return validateValues(chart, loadValues([file])).problems
    }
    expect(problems('users')).toMatchObject([
      { code: 'values-reserved-key', path: 'users.sidecars.users', line: 2 },
    ])
    expect(problems('users-2').filter(({ severity }) => severity !== 'warning')).toEqual([])
  })
})
