import type { IDeployment } from 'kubernetes-models/apps/v1/Deployment'
import type { IService } from 'kubernetes-models/v1/Service'
import { database, postgresql, service } from 'chartwright'
import { describe, expect, test } from 'vitest'
import type { Values } from '../../src/values/value.ts'
import { refused } from './refused.ts'
import { type Manifest, rendered } from './rendered.ts'

const components = {
  web: service({
    image: 'registry.example.com/shop/web',
    port: 8080,
    uses: [database('postgresql')],
    migrate: ['migrate'],
    release: 'blue-green',
    services: { green: { type: 'NodePort' }, public: { type: 'LoadBalancer' } },
  }),
  postgresql: postgresql(),
}

const both: Values = {
  blue: { replicas: 3, image: { tag: '1' } },
  green: { replicas: 2, image: { tag: '2' } },
}

const objects = (values: Values): readonly Manifest[] =>
  rendered(components, 'web', { ...both, ...values })

const named = (kind: string, all: readonly Manifest[]): readonly string[] =>
  all.filter((one) => one.kind === kind).map(({ metadata }) => metadata.name)

describe('a blue-green service', () => {
  test('changes nothing but what its Services select, as it switches', () => {
    const [before, after] = [objects({ active: 'blue' }), objects({ active: 'green' })]
    const changed = after.filter((one, index) => {
      return JSON.stringify(one) !== JSON.stringify(before[index])
    })
    expect(changed.map(({ kind, metadata }) => `${kind} ${metadata.name}`)).toEqual([
      'Service shop-web',
      'Service shop-web-public',
    ])
    const selectors = changed.map((one) => (one as IService).spec?.selector)
    expect(selectors.map((one) => one?.['colour'])).toEqual(['green', 'green'])
  })

  test('has a Deployment, a budget, a migration and a Service for each colour', () => {
    const all = objects({})
    expect(named('Deployment', all)).toEqual(['shop-web-blue', 'shop-web-green'])
    expect(named('PodDisruptionBudget', all)).toEqual(['shop-web-blue', 'shop-web-green'])
    expect(named('Service', all)).toEqual([
      'shop-web',
      'shop-web-blue',
      'shop-web-green',
      'shop-web-public',
    ])
    expect(named('HorizontalPodAutoscaler', all)).toEqual([])
    expect(named('Job', all)).toHaveLength(2)
  })

  test('has of a colour without pods a Deployment alone, and no migration', () => {
    const all = objects({ green: { replicas: 0 } })
    expect(named('Deployment', all)).toEqual(['shop-web-blue', 'shop-web-green'])
    expect(named('PodDisruptionBudget', all)).toEqual(['shop-web-blue'])
    expect(named('Job', all)).toEqual([expect.stringContaining('shop-web-blue-migrate-')])
  })

  test('runs an image and a configuration of its own in each colour, under one account', () => {
    const all = objects({ config: { A: '1' }, green: { replicas: 2, config: { A: '2' } } })
    const pods = all
      .filter(({ kind }) => kind === 'Deployment')
      .map((one) => (one as IDeployment).spec?.template.spec)
    const containers = pods.flatMap((pod) => pod?.containers ?? [])
    expect(containers.map(({ image }) => image)).toEqual([
      'registry.example.com/shop/web:1',
      'registry.example.com/shop/web:1.0.0',
    ])
    expect(containers.map(({ envFrom }) => envFrom?.map((one) => one.configMapRef?.name))).toEqual([
      ['shop-web'],
      ['shop-web', 'shop-web-green'],
    ])
    expect(pods.map((pod) => pod?.serviceAccountName)).toEqual(['shop-web', 'shop-web'])
  })

  test('refuses to lead requests to a colour without pods', () => {
    const values: Values = { active: 'green', green: { replicas: 0 } }
    expect(() => objects(values)).toThrow('web.active is green, which has no pods')
  })
})

test.each([
  ['an autoscaler in the model', { values: { autoscaling: { enabled: true } } }, {}],
  ['an autoscaler in a profile', {}, { autoscaling: { enabled: true } }],
])('%s is one clear error', (_, web, profile) => {
  const problems = refused({ release: 'blue-green', ...web }, profile)
  expect(problems).toMatchObject([
    {
      path: expect.stringMatching(/^(components|profiles\.prod)\.web\.autoscaling$/),
      hint: expect.stringContaining('blue-green and an autoscaler do not go together'),
    },
  ])
})

test.each([
  ['a strategy that there is not', { release: 'bluegreen' }, 'components.web.release'],
  ['a number of pods of all', { values: { replicas: 2 } }, 'components.web.replicas'],
  ['an image of all', { values: { image: { tag: '1' } } }, 'components.web.image'],
  ['a label of clients', { release: { label: 'web-client' } }, 'components.web.release.label'],
  ['a label that is none', { release: { label: 'A b' } }, 'components.web.release.label'],
  [
    'the label on all pods',
    { values: { podLabels: { colour: 'red' } } },
    'components.web.podLabels.colour',
  ],
  ['a colour that there is not', { values: { active: 'red' } }, 'components.web.active'],
])('%s is refused with its place', (_, { release, ...web }: Record<string, unknown>, path) => {
  const strategy = { strategy: 'blue-green' }
  const said = typeof release === 'string' ? release : { ...strategy, ...(release as object) }
  expect(refused({ ...web, release: said }).map((one) => one.path)).toEqual([path])
})
