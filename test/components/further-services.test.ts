import type { IDeployment } from 'kubernetes-models/apps/v1/Deployment'
import type { INetworkPolicy } from 'kubernetes-models/networking.k8s.io/v1/NetworkPolicy'
import type { IService } from 'kubernetes-models/v1/Service'
import { describe, expect, it } from 'vitest'
import { planPlatform } from '../../src/chart/plan-platform.ts'
import { modelProblems } from '../../src/chart/model-problems.ts'
import { profileProblems } from '../../src/chart/profile-problems.ts'
import { call, type Edge, mongodb, postgresql, rabbitmq, redis, service } from '../../src/index.ts'
import { checkPlatform } from '../../src/platform/check-platform.ts'
import type { Components } from '../../src/platform/define-platform.ts'
import { resolvePlatform } from '../../src/platform/resolve.ts'
import type { Values } from '../../src/values/value.ts'
import { identity } from '../default-project.ts'
import { workloads } from '../workloads-project.ts'
import { rendered, the } from './rendered.ts'

const { components } = workloads
const image = 'shop/app'

const specOf = (component: string, name: string, values: Values = {}): IService['spec'] =>
  the<IService>(rendered(components, component, values), 'Service', `shop-${component}-${name}`)
    .spec

const policyOf = (name: string, values: Values = {}): INetworkPolicy['spec'] =>
  the<INetworkPolicy>(rendered(components, 'frontend', values), 'NetworkPolicy', name).spec

describe('further Services', () => {
  it('are called after their component, and select its pods', () => {
    const services = rendered(components, 'frontend').filter(({ kind }) => kind === 'Service')
    const selectorOf = (name: string) =>
      the<IService>(rendered(components, 'frontend'), 'Service', name).spec?.selector
    expect(services.map(({ metadata: { name } }) => name)).toEqual([
      'shop-frontend',
      'shop-frontend-public',
      'shop-frontend-node',
      'shop-frontend-headless',
      'shop-frontend-readonly',
    ])
    for (const { metadata } of services)
      expect(selectorOf(metadata.name)).toEqual(selectorOf('shop-frontend'))
  })

  it('have the ports that the model names, else those of the first one', () => {
    const ports = (name: string) => specOf('frontend', name)?.ports?.map((one) => one.name)
    expect(ports('public')).toEqual(['http'])
    expect(ports('headless')).toEqual(['http', 'debug'])
    expect(ports('readonly')).toEqual(['http', 'admin', 'stats'])
  })

  it('without an address have none', () => {
    expect(specOf('frontend', 'headless')).toMatchObject({ type: 'ClusterIP', clusterIP: 'None' })
    expect(specOf('frontend', 'readonly')).not.toHaveProperty('clusterIP')
  })

  it('have ports of the nodes that the values fix', () => {
    const ports = specOf('frontend', 'node')?.ports
    expect(ports?.map(({ nodePort }) => nodePort)).toEqual([30_180, undefined, undefined])
    const values = { services: { node: { nodePorts: { postgresql: 30_432 } } } }
    expect(specOf('postgresql', 'node', values)?.ports).toEqual([
      {
        name: 'postgresql',
        port: 5432,
        targetPort: 'postgresql',
        protocol: 'TCP',
        nodePort: 30_432,
      },
    ])
  })

  it('of a LoadBalancer have class, source ranges and annotations of the values', () => {
    const values = {
      services: {
        public: {
          annotations: { 'example.com/scheme': 'internal' },
          sourceRanges: ['203.0.113.0/24'],
          loadBalancerClass: 'example.com/nlb',
        },
      },
    }
    expect(specOf('frontend', 'public', values)).toMatchObject({
      type: 'LoadBalancer',
      externalTrafficPolicy: 'Local',
      loadBalancerSourceRanges: ['203.0.113.0/24'],
      loadBalancerClass: 'example.com/nlb',
    })
    expect(policyOf('shop-frontend-public-public', values)?.ingress).toEqual([
      {
        from: [{ ipBlock: { cidr: '203.0.113.0/24' } }],
        ports: [{ protocol: 'TCP', port: 8080 }],
      },
    ])
  })

  it('are reached as their type says: by everybody from outside, by clients from inside', () => {
    const outside = policyOf('shop-frontend-node-public')?.ingress
    expect(outside).toEqual([
      {
        ports: [
          { protocol: 'TCP', port: 8080 },
          { protocol: 'TCP', port: 8081 },
          { protocol: 'TCP', port: 9121 },
        ],
      },
    ])
    const inside = policyOf('shop-frontend-ingress')?.ingress?.[0]?.ports
    expect(inside).toContainEqual({ protocol: 'TCP', port: 9103 })
  })

  it.each(['postgresql', 'redis', 'mongodb', 'rabbitmq'])(
    'of %s are for its pods, and for those who come from outside',
    (store) => {
      const name = store === 'rabbitmq' ? 'ops' : 'node'
      const selector = the<IService>(rendered(components, store), 'Service', `shop-${store}`).spec
        ?.selector
      const spec = specOf(store, name)
      expect([spec?.type, spec?.selector]).toEqual(['NodePort', selector])
      const policies = rendered(components, store)
      const policy = the<INetworkPolicy>(policies, 'NetworkPolicy', `shop-${store}-${name}-public`)
      expect(policy.spec?.ingress?.[0]?.ports?.map(({ port }) => port)).toEqual(
        spec?.ports?.map(({ port }) => port),
      )
    },
  )

  it('of RabbitMQ have AMQP, and what they name beside it', () => {
    const ports = (name: string) => specOf('rabbitmq', name)?.ports?.map((one) => one.name)
    expect([ports('public'), ports('ops'), ports('pods')]).toEqual([
      ['amqp'],
      ['management'],
      ['amqp', 'prometheus'],
    ])
    const policies = rendered(components, 'rabbitmq')
    const clients = the<INetworkPolicy>(policies, 'NetworkPolicy', 'shop-rabbitmq-ingress')
    expect(clients.spec?.ingress?.[0]?.ports?.map(({ port }) => port)).toEqual([5672, 15_692])
  })

  it('are called by their name, at their own ports', () => {
    const { spec } = the<IDeployment>(
      rendered(components, 'store'),
      'Deployment',
      'shop-store-blue',
    )
    const env = spec?.template.spec?.containers[0]?.env ?? []
    const valueOf = (name: string) => env.find((one) => one.name === name)?.value
    expect(['PAGES', 'DEBUG_URL', 'NEXT_SEARCH_URL'].map(valueOf)).toEqual([
      'shop-frontend-headless:8080',
      'http://shop-frontend-headless:9103',
      'http://shop-search-green:8080',
    ])
  })

  it('of a store go with it when it runs elsewhere', () => {
    const values = { mode: 'external', external: { host: 'db.example.com' } }
    const kinds = rendered(components, 'postgresql', values).map(({ kind }) => kind)
    expect(kinds).not.toContain('Service')
  })
})

describe('wrong further Services', () => {
  const problems = (of: Components): readonly string[] => {
    const platform = resolvePlatform('shop', { components: of })
    return checkPlatform(platform).map(({ code, path }) => `${code} ${path}`)
  }

  it('of a port that there is not, or of none', () => {
    const one = service({ image, port: 8080, services: { a: { ports: ['grpc'] } } })
    expect(problems({ one })).toEqual(['service-port components.one.services.a.ports'])
  })

  it('with the name of another Service of the store', () => {
    for (const store of [postgresql, mongodb, rabbitmq])
      expect(problems({ db: store({ services: { headless: {} } }) })).toEqual([
        'service-name components.db.services.headless',
      ])
    expect(problems({ db: redis({ services: { headless: { type: 'Headless' } } }) })).toEqual([])
  })

  it('that a call names and that are not there, or are for others', () => {
    const users = service({
      image,
      port: 8080,
      services: { headless: { type: 'Headless' }, node: { type: 'NodePort' } },
    })
    const web = (edge: Edge): Components => ({
      users,
      web: service({ image, port: 8080, uses: [edge] }),
    })
    expect(problems(web(call('users', { service: 'headless', port: 'http' })))).toEqual([])
    expect(problems(web(call('users', { service: 'headles' })))).toEqual([
      'unknown-service components.web.uses',
    ])
    expect(problems(web(call('users', { service: 'node' })))).toEqual([
      'unknown-service components.web.uses',
    ])
    expect(problems(web(call('users', { service: 'headless', port: 'grpc' })))).toEqual([
      'unknown-port components.web.uses',
    ])
  })

  it('of a store with a port that it does not have', () => {
    expect(problems({ db: redis({ services: { a: { ports: ['tls'] } } }) })).toEqual([
      'service-port components.db.services.a.ports',
    ])
  })

  it('with names that Kubernetes refuses, or types that there are not', () => {
    const faults = service({
      image,
      port: 8080,
      services: { Public: {}, a: { type: 'None' as never } },
    }).faults
    expect(faults?.map(({ path }) => path)).toEqual(['services.Public', 'services.a.type'])
  })

  it('with the name of a Service of another component', () => {
    const plan = planPlatform(
      resolvePlatform('shop', {
        components: {
          web: service({ image, port: 8080, services: { public: {} } }),
          'web-public': service({ image, port: 8080 }),
        },
      }),
      identity,
    )
    expect(modelProblems(plan).map(({ message }) => message)).toContain(
      'its Service <release>-web-public has the name of an object of web',
    )
  })

  it('that ask for one port of the nodes', () => {
    const plan = planPlatform(
      resolvePlatform('shop', {
        components: {
          web: service({
            image,
            port: 8080,
            services: { a: { type: 'NodePort' }, b: { type: 'NodePort' } },
          }),
        },
        profiles: {
          prod: {
            web: {
              service: { type: 'NodePort', nodePorts: { http: 30_180 } },
              services: { a: { nodePorts: { http: 30_180 } } },
            },
          },
        },
      }),
      identity,
    )
    expect(profileProblems(plan).map(({ message }) => message)).toEqual([
      'web.service.nodePorts.http and web.services.a.nodePorts.http are the same port of the nodes: give one of them another',
    ])
  })
})
