import { describe, expect, it, test } from 'vitest'
import { parse } from 'yaml'
import { gateway, service } from 'chartwright'
import { checkedPlan } from '../../../src/chart/checked-plan.ts'
import { compareStates, type State } from '../../../src/diff/compare-states.ts'
import { plannedState } from '../../../src/diff/planned-state.ts'
import { unreadyPods } from '../../../src/diff/upgrade/unready-pods.ts'
import { identity } from '../../default-project.ts'
import { temporaryFolder } from '../../temporary-folder.ts'

const workload = (
  name: string,
  labels: object,
  replicas?: number,
  kind = 'Deployment',
): unknown => ({
  apiVersion: 'apps/v1',
  kind,
  metadata: { name },
  spec: { replicas, template: { metadata: { labels }, spec: { containers: [] } } },
})
const leading = (selector?: object, spec: object = {}): unknown => ({
  apiVersion: 'v1',
  kind: 'Service',
  metadata: { name: 'web' },
  spec: { selector, ...spec },
})

const app = { app: 'web' }
const [blue, green] = [
  { ...app, colour: 'blue' },
  { ...app, colour: 'green' },
]

const started: Readonly<Record<string, readonly [unknown[], unknown[]]>> = {
  'a colour that the upgrade starts': [
    [leading(blue), workload('blue', blue), workload('green', green, 0)],
    [leading(green), workload('blue', blue), workload('green', green, 3)],
  ],
  'a Deployment under another name': [
    [leading(app), workload('web', app)],
    [leading(app), workload('web-2', app)],
  ],
  'a label that the pods get in the same upgrade': [
    [leading(app), workload('web', app)],
    [leading(blue), workload('web', blue)],
  ],
}
test.each(Object.entries(started))('a Service that leads to %s is told', (_, [from, to]) => {
  expect(unreadyPods(from, to)).toMatchObject([
    { code: 'requests-before-pods', path: 'Service/web spec.selector', severity: 'warning' },
  ])
})

const harmless: Readonly<Record<string, readonly [unknown[], unknown[]]>> = {
  'a colour with pods': [
    [leading(blue), workload('blue', blue), workload('green', green, 3)],
    [leading(green), workload('blue', blue), workload('green', green, 3)],
  ],
  'a new Service': [[workload('web', app)], [leading(app), workload('web-2', app)]],
  'a service that slept': [
    [leading(app), workload('web', app, 0)],
    [leading(app), workload('web', app, 2)],
  ],
  'a service that goes to sleep': [
    [leading(app), workload('web', app, 2)],
    [leading(app), workload('web', app, 0)],
  ],
  'more pods beside those that run': [
    [leading(app), workload('web', app)],
    [leading(app), workload('web', app), workload('web-2', app)],
  ],
  'pods that need not be ready': [
    [leading(app, { publishNotReadyAddresses: true }), workload('web', app)],
    [leading(app, { publishNotReadyAddresses: true }), workload('web-2', app)],
  ],
  'a Job with the labels': [
    [leading(app), workload('a', app, undefined, 'Job')],
    [leading(app), workload('b', app, undefined, 'Job')],
  ],
  'a Service without a selector': [
    [leading(), workload('web', app)],
    [leading(), workload('web-2', app)],
  ],
}
test.each(Object.entries(harmless))('%s is no news', (_, [from, to]) => {
  expect(unreadyPods(from, to)).toEqual([])
})

describe('an HTTPRoute', () => {
  const tracks = (canary: number): readonly unknown[] =>
    ['stable', 'canary'].flatMap((track) => [
      {
        apiVersion: 'v1',
        kind: 'Service',
        metadata: { name: track },
        spec: { selector: { track } },
      },
      workload(track, { track }, track === 'canary' ? canary : 3),
    ])
  const route = (weights: readonly number[]): unknown => {
    const names = ['stable', 'canary']
    const backendRefs = weights.map((weight, i) => ({ name: names[i], port: 80, weight }))
    return {
      apiVersion: 'gateway.networking.k8s.io/v1',
      kind: 'HTTPRoute',
      metadata: { name: 'web' },
      spec: { rules: [{ backendRefs }] },
    }
  }
  it.each<[string, unknown[], unknown[], boolean]>([
    ['pods and weight at once', [route([1]), ...tracks(0)], [route([9, 1]), ...tracks(1)], true],
    [
      'the same from a weight of 0',
      [route([1, 0]), ...tracks(0)],
      [route([9, 1]), ...tracks(1)],
      true,
    ],
    ['weight after pods', [route([1]), ...tracks(1)], [route([9, 1]), ...tracks(1)], false],
    ['pods alone', [route([1, 0]), ...tracks(0)], [route([1, 0]), ...tracks(1)], false],
    ['a new route', tracks(0) as unknown[], [route([9, 1]), ...tracks(1)], false],
  ])('with %s', (_, from, to, isTold) => {
    expect(unreadyPods(from, to).map(({ path }) => path)).toEqual(
      isTold ? ['HTTPRoute/web spec.rules[0].backendRefs'] : [],
    )
  })
})

describe('releases of a platform', () => {
  const plan = checkedPlan(
    {
      components: {
        shop: service({ image: 'shop', port: 8080, release: 'blue-green' }),
        web: service({ image: 'web', port: 8080, release: 'canary' }),
        gateway: gateway({ routes: { '/': 'web', '/shop': 'shop' } }),
      },
    },
    identity,
  )
  const state = (yaml: string): State => {
    const folder = temporaryFolder({ 'values.yaml': yaml })
    return plannedState('values', plan, folder, [`${folder}/values.yaml`])
  }
  const told = (from: string, to: string): readonly string[] =>
    compareStates(state(from), state(to)).breaking.map(({ code, path }) => `${code} ${path}`)

  it('tells of a colour that starts as it becomes active, and of none that runs', () => {
    const green = 'shop: { green: { replicas: 2 } }'
    const active = 'shop: { green: { replicas: 2 }, active: green }'
    expect(told('{}', active)).toEqual([
      'requests-before-pods Service/ecommerce-shop spec.selector',
    ])
    expect(told('{}', green)).toEqual([])
    expect(told(green, active)).toEqual([])
  })

  const canary = (replicas: number, weight: number, stable = 1): string =>
    `{ web: { stable: { replicas: ${stable} }, canary: { replicas: ${replicas} } }, gateway: { canaries: { web: { weight: ${weight} } } } }`

  it.each([
    ['requests-before-pods', canary(0, 0), canary(1, 10)],
    ['requests-after-pods', canary(1, 10), canary(0, 0)],
    ['requests-before-pods', canary(1, 100, 0), canary(1, 50, 1)],
    ['requests-after-pods', canary(1, 50), canary(1, 100, 0)],
  ])('tells of a canary with %s', (code, from, to) => {
    expect(parse(from)).not.toEqual(parse(to))
    expect(told(from, to)).toEqual([`${code} gateway.canaries.web.weight`])
  })

  it.each([
    ['pods first', canary(0, 0), canary(1, 0)],
    ['then weight', canary(1, 0), canary(1, 10)],
    ['then more of both', canary(1, 10), canary(3, 50)],
    ['and none of it', canary(3, 50), canary(3, 0)],
    ['and the pods go', canary(3, 0), canary(0, 0)],
    ['a service that sleeps', canary(1, 10), canary(0, 0, 0)],
    ['and wakes up', canary(0, 0, 0), canary(1, 10)],
  ])('says nothing of a canary with %s', (_, from, to) => {
    expect(told(from, to)).toEqual([])
  })
})
