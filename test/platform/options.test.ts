import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { generate } from '../../src/chart/generate.ts'
import { gateway } from '../../src/components/gateway/gateway.ts'
import { postgresql } from '../../src/components/postgresql/postgresql.ts'
import { rabbitmq } from '../../src/components/rabbitmq/rabbitmq.ts'
import { service } from '../../src/components/service/service.ts'
import { ChartError, type Problem } from '../../src/errors/chart-error.ts'
import type { Platform } from '../../src/platform/define-platform.ts'
import {
  cassandra,
  database,
  internet,
  job,
  kafka,
  mongodb,
  redis,
  worker,
  zookeeper,
} from 'chartwright'
import { identity } from '../default-project.ts'

/** What generation refuses of a platform that no compiler has seen; anything but a ChartError is a fault. */
function problemsOf(platform: unknown): readonly Problem[] {
  try {
    generate(platform as Platform, identity)
    return []
  } catch (error) {
    if (error instanceof ChartError) return error.problems
    throw error
  }
}

const sound = { image: 'shop/cart', port: 8000 }
const cart = (options: object): unknown => ({
  components: { cart: service({ ...sound, ...options }), postgresql: postgresql() },
})

test.each([
  ['an option that there is not', { comand: ['x'] }, 'components.cart.comand'],
  ['a value beside the options', { replicas: 3 }, 'components.cart.replicas'],
  ['an edge that is not in a list', { uses: database('x') }, 'components.cart.uses'],
  ['a text for a list', { writable: 'tmp' }, 'components.cart.writable'],
  ['a probe for a path', { probes: { liveness: {} } }, 'components.cart.probes.liveness'],
  ['a path without its slash', { probes: { readiness: 'x' } }, 'components.cart.probes.readiness'],
  ['a text for the secrets', { secrets: 'stripe' }, 'components.cart.secrets'],
  ['a Secret that cannot be called so', { secrets: { A_b: {} } }, 'components.cart.secrets.A_b'],
  [
    'a key of a Secret that cannot be called so',
    { secrets: { a: { 'b c': 'C' } } },
    'components.cart.secrets.a["b c"]',
  ],
  ['a file without a text', { files: { '/a': {} } }, 'components.cart.files./a.text'],
  ['a file of no text', { files: { '/a': { text: 1 } } }, 'components.cart.files./a.text'],
  ['a namespace in capitals', { namespace: 'Ops' }, 'components.cart.namespace'],
  ['a namespace without a name', { namespace: '' }, 'components.cart.namespace'],
  ['a namespace of many letters', { namespace: 'o'.repeat(41) }, 'components.cart.namespace'],
  ['a label that is no text', { labels: { tier: 1 } }, 'components.cart.labels.tier'],
  [
    'a label of the chart itself',
    { labels: { 'app.kubernetes.io/name': 'x' } },
    'components.cart.labels["app.kubernetes.io/name"]',
  ],
  [
    'a label of Helm',
    { labels: { 'helm.sh/chart': 'x' } },
    'components.cart.labels["helm.sh/chart"]',
  ],
  ['a label of the place', { labels: { region: 'x' } }, 'components.cart.labels.region'],
  ['a key that no label has', { labels: { '-a': 'x' } }, 'components.cart.labels.-a'],
  ['a value that no label has', { labels: { a: 'a b' } }, 'components.cart.labels.a'],
  [
    'the label of a client',
    { labels: { 'postgresql-client': 'true' } },
    'components.cart.labels.postgresql-client',
  ],
  [
    'the label of a colour',
    { labels: { colour: 'x' }, release: 'blue-green' },
    'components.cart.labels.colour',
  ],
  ['a part of the place that there is not', { place: { rack: 'R' } }, 'components.cart.place.rack'],
  ['a variable that cannot be called so', { place: { region: 'A=' } }, 'components.cart.place'],
  [
    'a variable of the place that is there already',
    { place: { region: 'PORT' } },
    'components.cart.uses',
  ],
  ['a port that there is not', { uses: [internet(70_000)] }, 'components.cart.uses[0].ports[0]'],
  [
    'options of an edge that are none',
    { uses: [database('postgresql', 'DB' as never)] },
    'components.cart.uses[0].options',
  ],
  [
    'an option of an edge that there is not',
    { uses: [database('postgresql', { wiatFor: true } as never)] },
    'components.cart.uses[0].wiatFor',
  ],
])('%s is refused with its place', (_, options, path) => {
  expect(problemsOf(cart(options)).map((one) => one.path)).toEqual([path])
})

test('a key that is a value says so', () => {
  const [problem] = problemsOf(cart({ replicas: 3 }))
  expect(problem?.hint).toBe('it is a value: write values: { replicas: … }')
})

test.each([
  ['uses', database('postgresql'), "write uses: [database('postgresql')], a list of edges"],
  ['command', './run', "write a list with an entry for each argument: ['./run', '--fast']"],
  ['secrets', 'stripe', "write secrets: { stripe: { 'api-key': 'STRIPE_API_KEY' } }"],
])('%s in another form says how it is written', (key, option, hint) => {
  expect(problemsOf(cart({ [key]: option })).map((one) => one.hint)).toEqual([hint])
})

test('a worker without ports cannot be asked by HTTP, and says so', () => {
  const mailer = worker({ image: 'shop/mailer', probes: { liveness: '/health' } })
  expect(problemsOf({ components: { mailer } })).toContainEqual(
    expect.objectContaining({
      path: 'components.mailer.probes.liveness',
      message: 'there is no port that such a probe could ask',
    }),
  )
})

test('the faults of all components are told at once', () => {
  const platform = {
    components: {
      a: service({ port: 1 } as never),
      b: postgresql({ priority: 'high' as never }),
      c: {},
    },
    profile: {},
  }
  expect(problemsOf(platform).map(({ path }) => path)).toEqual([
    'profile',
    'components.a.image',
    'components.b.priority',
    'components.c',
  ])
})

const anything = fc.oneof(
  fc.constantFrom(null, true, -1, 0.5, '', 'x', [], {}, [null], [{}], { x: 1 }, [[]]),
  fc.jsonValue({ maxDepth: 2 }),
)

const kinds = {
  cassandra,
  gateway,
  job,
  kafka,
  mongodb,
  postgresql,
  rabbitmq,
  redis,
  service,
  worker,
  zookeeper,
}
const soundOptions = {
  gateway: { routes: { '/': 'a' } },
  job: { image: 'shop/report' },
  kafka: { topics: { mails: {} } },
  service: sound,
  worker: { image: 'shop/mailer' },
} as const

type KindName = keyof typeof kinds

function made(kind: KindName, given: object): unknown {
  const needed: Partial<Record<KindName, object>> = soundOptions
  const make: (options: never) => unknown = kinds[kind]
  return make({ ...needed[kind], ...given } as never) // as from a platform.ts that nobody compiled
}

/** The names of the options of a kind, as its own error has them. */
function optionsOf(kind: KindName): readonly string[] {
  const [problem] = problemsOf({ components: { b: made(kind, { zzzz: 0 }) } })
  return (problem?.hint ?? '').replace('the options are ', '').split(', ')
}

const anyOption = fc.constantFrom(
  ...Object.keys(kinds).flatMap((kind) =>
    optionsOf(kind as KindName).map((option) => [kind as KindName, option] as const),
  ),
)

test('whatever an option of any kind is, it is taken or refused with a place', () => {
  expect(optionsOf('worker')).toContain('image')
  fc.assert(
    fc.property(anyOption, anything, ([kind, option], value) => {
      const components = { a: service(sound), b: made(kind, { [option]: value }) }
      for (const { path, message } of problemsOf({ components })) {
        expect(path).not.toBe('')
        expect(message).not.toMatch(/undefined|\[object/)
      }
    }),
    { numRuns: 300 },
  )
})

test('whatever a profile is, it is taken or refused with a place', () => {
  fc.assert(
    fc.property(anything, anything, anything, (profile, component, values) => {
      const components = { a: service(sound) }
      for (const one of [{ dev: profile }, { dev: { a: component } }, profile])
        for (const { path } of problemsOf({ components, profiles: one, values }))
          expect(path).not.toBe('')
    }),
    { numRuns: 40 },
  )
})

test('an autoscaler whose minimum is above its maximum is refused in its profile', () => {
  const prod = { cart: { autoscaling: { enabled: true, minReplicas: 20 } } }
  const platform = { components: { cart: service(sound) }, profiles: { prod } }
  expect(problemsOf(platform).map(({ path }) => path)).toEqual([
    'profiles.prod.cart.autoscaling.minReplicas',
  ])
})

test('a store that is used and disabled is refused in its profile', () => {
  const components = { cart: service({ ...sound, uses: [database('db')] }), db: postgresql() }
  const platform = { components, profiles: { dev: { db: { enabled: false } } } }
  expect(problemsOf(platform).map(({ path }) => path)).toEqual(['profiles.dev.db.enabled'])
})

test('a password that whoever installs a profile gives is no error', () => {
  const components = { cart: service({ ...sound, uses: [database('db')] }), db: postgresql() }
  const dev = { global: { secrets: { provider: 'inline' } } }
  expect(problemsOf({ components, profiles: { dev } })).toEqual([])
})
