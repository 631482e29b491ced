import type { IConfigMap } from 'kubernetes-models/v1/ConfigMap'
import type { IDeployment } from 'kubernetes-models/apps/v1/Deployment'
import type { IService } from 'kubernetes-models/v1/Service'
import { call, database, definePlatform, gateway, postgresql, service } from 'chartwright'
import { describe, expect, test } from 'vitest'
import { checkedPlan } from '../../src/chart/checked-plan.ts'
import { chartFailures } from '../../src/chart/evaluate-chart.ts'
import { planChart } from '../../src/chart/plan.ts'
import { overlay } from '../../src/helm/merge/overlay.ts'
import type { Values } from '../../src/values/value.ts'
import { identity } from '../default-project.ts'
import { refused } from './refused.ts'
import { type Manifest, rendered, resolved, the } from './rendered.ts'

const components = {
  web: service({
    image: 'registry.example.com/shop/web',
    port: 8080,
    uses: [database('postgresql')],
    migrate: ['migrate'],
    release: 'canary',
    services: { public: { type: 'LoadBalancer' } },
  }),
  caller: service({ image: 'shop/caller', port: 8081, uses: [call('web')] }),
  gateway: gateway({ routes: { '/': 'web', '/caller': 'caller' } }),
  postgresql: postgresql(),
}

const both: Values = {
  stable: { replicas: 3, image: { tag: '1' } },
  canary: { replicas: 1, image: { tag: '2' } },
}

const objects = (values: Values = {}): readonly Manifest[] =>
  rendered(components, 'web', { ...both, ...values })

const named = (kind: string, all: readonly Manifest[]): readonly string[] =>
  all.filter((one) => one.kind === kind).map(({ metadata }) => metadata.name)

describe('a service with a canary', () => {
  test('has a Deployment, a budget, a migration and a Service for each track, and no autoscaler', () => {
    const all = objects()
    expect(named('Deployment', all)).toEqual(['shop-web-stable', 'shop-web-canary'])
    expect(named('PodDisruptionBudget', all)).toEqual(['shop-web-stable']) // a pod alone has none
    expect(named('Service', all)).toEqual([
      'shop-web',
      'shop-web-stable',
      'shop-web-canary',
      'shop-web-public',
    ])
    expect(named('Job', all)).toHaveLength(2)
    expect(named('HorizontalPodAutoscaler', all)).toEqual([])
  })

  test('is reached in both tracks by the Services that components and people call', () => {
    const tracks = named('Service', objects()).map(
      (name) => the<IService>(objects(), 'Service', name).spec?.selector?.['track'],
    )
    expect(tracks).toEqual([undefined, 'stable', 'canary', undefined])
  })

  test('runs an image of its own in each track, whose selectors no value changes', () => {
    const pods = (values: Values): readonly (IDeployment['spec'] | undefined)[] =>
      named('Deployment', objects(values)).map(
        (name) => the<IDeployment>(objects(values), 'Deployment', name).spec,
      )
    const images = pods({}).map((spec) => spec?.template.spec?.containers[0]?.image)
    expect(images).toEqual(['registry.example.com/shop/web:1', 'registry.example.com/shop/web:2'])
    const promoted: Values = { stable: { replicas: 5, image: { tag: '2' } }, canary: {} }
    expect(pods(promoted).map((spec) => spec?.selector)).toEqual(
      pods({}).map((spec) => spec?.selector),
    )
  })

  test('changes nothing but nginx.conf as its weight changes', () => {
    const at = (weight: number): readonly Manifest[] =>
      rendered(components, 'gateway', { canaries: { web: { weight } } })
    const [before, after] = [at(10), at(50)]
    const changed = after.filter((one, i) => JSON.stringify(one) !== JSON.stringify(before[i]))
    expect(changed.map(({ kind }) => kind)).toEqual(['ConfigMap'])
    const files = [before, after].map((all) => the<IConfigMap>(all, 'ConfigMap').data ?? {})
    const [old = {}, next = {}] = files
    expect(Object.keys(next).filter((name) => next[name] !== old[name])).toEqual(['nginx.conf'])
  })

  test('is told of to its gateway alone', () => {
    const { schema } = planChart(resolved(components, 'gateway'), {})
    expect(Object.keys(schema.properties?.['canaries']?.properties ?? {})).toEqual(['web'])
    const plain = { ...components, web: service({ image: 'shop/web', port: 8080 }) }
    const { properties } = planChart(resolved(plain, 'gateway'), {}).schema
    expect(Object.keys(properties ?? {})).not.toContain('canaries')
    const conf = the<IConfigMap>(rendered(plain, 'gateway'), 'ConfigMap').data?.['nginx.conf']
    expect(conf).not.toContain('track')
  })
})

const plan = checkedPlan(definePlatform({ components }), identity)
const failures = (values: Values): readonly string[] =>
  chartFailures(plan, overlay(plan.defaults, values), { name: 'shop', namespace: 'default' })

test.each<[string, Values, string | undefined]>([
  [
    'a weight before there are pods',
    { stable: 1, canary: 0, weight: 10 },
    'web.canary has no pods',
  ],
  ['a rest for nobody', { stable: 0, canary: 1, weight: 99 }, 'web.stable, which gets the rest,'],
  ['all for the canary', { stable: 0, canary: 1, weight: 100 }, undefined],
  ['a canary of which only a header knows', { stable: 1, canary: 1, weight: 0 }, undefined],
  ['a service that sleeps', { stable: 0, canary: 0, weight: 0 }, undefined],
])('%s: the chart says no where it must', (_, { stable, canary, weight }, sentence) => {
  const values = {
    web: { stable: { replicas: stable }, canary: { replicas: canary } },
    gateway: { canaries: { web: { weight } } },
  } as Values
  expect(failures(values)).toEqual(
    sentence === undefined ? [] : [expect.stringContaining(sentence)],
  )
})

test('a gateway that is off asks nobody', () => {
  const values: Values = { gateway: { enabled: false, canaries: { web: { weight: 10 } } } }
  expect(failures(values)).toEqual([])
})

test.each([
  ['a strategy that there is not', { release: 'canaries' }, 'release', ''],
  [
    'an autoscaler',
    { values: { autoscaling: { enabled: true } } },
    'autoscaling',
    'stable.replicas',
  ],
  ['a number of pods of all', { values: { replicas: 2 } }, 'replicas', 'stable.replicas'],
  ['an image of all', { values: { image: { tag: '1' } } }, 'image', 'canary.image'],
  ['a weight of its own', { values: { canary: { weight: 10 } } }, 'canary.weight', 'gateway'],
  ['the label on all pods', { values: { podLabels: { track: 'x' } } }, 'podLabels.track', ''],
  ['a colour', { values: { active: 'blue' } }, 'active', ''],
  ['other ports of a track', { services: { canary: { ports: ['http'] } } }, 'services.canary', ''],
])('%s is one clear error, with its place', (_, web, path, hint) => {
  const problems = refused({ release: 'canary', ...web })
  expect(problems.map((one) => one.path)).toEqual([`components.web.${path}`])
  expect(problems[0]?.hint ?? '').toContain(hint)
})
