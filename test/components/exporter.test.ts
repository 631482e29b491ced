import type { IPodSpec } from 'kubernetes-models/v1/PodSpec'
import type { INetworkPolicy } from 'kubernetes-models/networking.k8s.io/v1/NetworkPolicy'
import { describe, expect, it } from 'vitest'
import { generate } from '../../src/chart/generate.ts'
import { ChartError } from '../../src/errors/chart-error.ts'
import {
  cache,
  database,
  elasticsearch,
  kafka,
  postgresql,
  publish,
  redis,
  search,
  service,
} from '../../src/index.ts'
import type { Component } from '../../src/platform/component.ts'
import type { Components } from '../../src/platform/define-platform.ts'
import type { ExporterOptions } from '../../src/components/store/index.ts'
import type { Edge } from '../../src/platform/edge.ts'
import type { Values } from '../../src/values/value.ts'
import { identity } from '../default-project.ts'
import { brokenPodRules } from './pod-rules.ts'
import { contextOf, rendered, resolved, the } from './rendered.ts'

interface Store {
  readonly make: (options?: ExporterOptions) => Component
  readonly edge: Edge
  readonly set: string
  readonly port: number
  /** Passwords of its own beside that of its administrator. */
  readonly auth?: Values
  /** What makes it take another password. */
  readonly takeover: readonly string[]
}

const stores: Readonly<Record<string, Store>> = {
  postgresql: {
    make: postgresql,
    edge: database('store'),
    set: 'StatefulSet',
    port: 9187,
    takeover: ['store.provisioning.run', 'store.podAnnotations.rotated'],
  },
  elasticsearch: {
    make: elasticsearch,
    edge: search('store'),
    set: 'StatefulSet',
    port: 9114,
    takeover: ['store.provisioning.run', 'store.podAnnotations.rotated'],
  },
  kafka: {
    make: (options = {}) => kafka({ topics: { events: {} }, ...options }),
    edge: publish('store', ['events']),
    set: 'StatefulSet',
    port: 9308,
    auth: { nodePassword: 'abcdefghijklmnopqrstuvwx' },
    takeover: ['store.provisioning.run', 'store.podAnnotations.rotated'],
  },
  redis: {
    make: redis,
    edge: cache('store'),
    set: 'Deployment',
    port: 9121,
    takeover: ['store.podAnnotations.rotated'],
  },
}

describe.each(Object.entries(stores))('the exporter of %s', (_, store) => {
  const { make, set, port } = store
  const platform = (options?: ExporterOptions, client = 'orders'): Components => ({
    [client]: service({ image: 'shop/orders', port: 8080, uses: [store.edge] }),
    store: make(options),
  })

  const objects = (options?: ExporterOptions, values: Values = {}) =>
    rendered(platform(options), 'store', values)

  const podIn = (all: ReturnType<typeof objects>): IPodSpec | undefined =>
    the<{ readonly spec: { readonly template: { readonly spec: IPodSpec } } }>(all, set).spec
      .template.spec

  it('is there where the model says so, and nothing of it elsewhere', () => {
    expect(objects({ exporter: false })).toEqual(objects())
    expect(JSON.stringify(objects())).not.toContain('exporter')
    expect(podIn(objects({ exporter: true }))?.initContainers).toMatchObject([
      {
        name: 'exporter',
        restartPolicy: 'Always',
        ports: [{ name: 'metrics', containerPort: port }],
      },
    ])
  })

  it('is as safe as the server, and takes no part in its readiness', () => {
    const pod = podIn(objects({ exporter: true }))
    expect(brokenPodRules(pod)).toEqual([])
    expect(pod?.initContainers?.[0]).not.toHaveProperty('readinessProbe')
  })

  it('has image, amounts and patience of the values, and further arguments of the model', () => {
    const exporter = {
      image: { registry: 'registry.example.com', digest: `sha256:${'0'.repeat(64)}` },
      resources: { limits: { memory: '99Mi' } },
      livenessProbe: { enabled: false },
    }
    const one = podIn(objects({ exporter: { args: ['--log.level=debug'] } }, { exporter }))
      ?.initContainers?.[0]
    expect(one).toMatchObject({
      image: expect.stringMatching(/^registry\.example\.com\/.*@sha256:0{64}$/) as string,
      resources: { limits: { memory: '99Mi' } },
    })
    expect(one?.args?.at(-1)).toBe('--log.level=debug')
    expect(one).not.toHaveProperty('livenessProbe')
  })

  it('has a password of its own, which `chartwright secrets` makes', () => {
    const { component } = resolved(platform({ exporter: true }), 'store')
    const context = contextOf(platform({ exporter: true }), 'store')
    const contract = component.secrets?.(context).find(({ name }) => name === 'store-exporter')
    expect(contract).toMatchObject({
      neededWith: { mode: 'embedded' },
      takenOverBy: store.takeover,
      keys: { password: { random: 32 } },
    })
    const values = {
      global: { secrets: { provider: 'inline' } },
      auth: { password: 'a', ...store.auth },
      clients: { orders: { password: 'b' } },
    }
    expect(() => objects({ exporter: true }, values)).toThrow('set store.exporter.password')
    expect(
      the(
        objects({ exporter: true }, { ...values, exporter: { password: 'c' } }),
        'Secret',
        'shop-store-exporter',
      ),
    ).toMatchObject({ data: { password: Buffer.from('c').toString('base64') } })
  })

  it('lets those come whom the values name, and to its port alone', () => {
    const prometheus = { namespace: 'monitoring', podLabels: { app: 'prometheus' } }
    const values = { exporter: { allowFrom: { prometheus } } }
    const policy = the<INetworkPolicy>(
      objects({ exporter: true }, values),
      'NetworkPolicy',
      'shop-store-allow-from',
    )
    expect(policy.spec?.ingress).toEqual([
      {
        from: [
          {
            namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'monitoring' } },
            podSelector: { matchLabels: { app: 'prometheus' } },
          },
        ],
        ports: [{ protocol: 'TCP', port }],
      },
    ])
    const names = objects({ exporter: true }).map(({ metadata }) => metadata.name)
    expect(names).not.toContain('shop-store-allow-from')
  })

  it('takes no way of the server away', () => {
    const policies = (options?: ExporterOptions): readonly string[] =>
      objects(options)
        .filter(({ kind }) => kind === 'NetworkPolicy')
        .map(({ metadata }) => metadata.name)
    expect(policies({ exporter: true })).toEqual(policies())
  })

  it('is not there for a server elsewhere', () => {
    const external = { mode: 'external', external: { host: 'db.example.com' } }
    expect(JSON.stringify(objects({ exporter: true }, external))).not.toContain('exporter')
  })

  it('refuses amounts that cannot be', () => {
    const exporter = { resources: { requests: { memory: '1Gi' } } }
    expect(() => objects({ exporter: true }, { exporter })).toThrow(
      'store.exporter.resources.requests.memory',
    )
  })

  const problems = (components: Components): readonly string[] => {
    try {
      generate({ components }, identity)
      return []
    } catch (error) {
      if (!(error instanceof ChartError)) throw error
      return error.problems.map(({ code, path }) => `${code} ${path}`)
    }
  }

  it('keeps the name of its account for itself', () => {
    expect(problems(platform({ exporter: true }, 'exporter'))).toContain(
      'reserved-user-name components.exporter',
    )
    expect(problems(platform({}, 'exporter'))).toEqual([])
  })

  it.each([
    ['another form', 'yes', 'option-type components.store.exporter'],
    ['an option that there is not', { arg: [] }, 'option-unknown components.store.exporter.arg'],
    ['arguments that are no list', { args: '--x' }, 'option-type components.store.exporter.args'],
  ])('is refused with %s', (__, exporter, problem) => {
    expect(problems(platform({ exporter: exporter as never }))).toEqual([problem])
  })

  it('has no values where it is not there', () => {
    const components = platform()
    const prod = { store: { exporter: { password: 'x' } } } as never
    expect(() => generate({ components, profiles: { prod } }, identity)).toThrow('exporter')
  })
})

it('a Redis server with an exporter has a socket of its own, and no other', () => {
  const platform = (exporter: boolean, values = {}) => ({
    components: {
      orders: service({ image: 'shop/orders', port: 8080, uses: [cache('redis')] }),
      redis: redis({ exporter, values }),
    },
  })
  const values = { extraConfig: { unixsocket: '/data/redis.sock' } }
  expect(() => generate(platform(true, values), identity)).toThrow('extraConfig.unixsocket')
  expect(() => generate(platform(false, values), identity)).not.toThrow()
})
