import type { IDeployment } from 'kubernetes-models/apps/v1/Deployment'
import type { INetworkPolicy } from 'kubernetes-models/networking.k8s.io/v1/NetworkPolicy'
import type { IConfigMap } from 'kubernetes-models/v1/ConfigMap'
import { describe, expect, it } from 'vitest'
import { checkedPlan } from '../../src/chart/checked-plan.ts'
import { chartFailures, evaluateChart } from '../../src/chart/evaluate-chart.ts'
import type { PlatformPlan } from '../../src/chart/plan-platform.ts'
import { overlay } from '../../src/helm/merge/overlay.ts'
import { call, database, definePlatform, gateway, postgresql, service } from '../../src/index.ts'
import { leavesOf } from '../../src/schema/leaves.ts'
import { wantedSecrets } from '../../src/secrets/wanted-secrets.ts'
import { schemaProblems } from '../../src/validate/schema-problems.ts'
import type { Values } from '../../src/values/value.ts'
import { identity } from '../default-project.ts'
import { workloadsPlan } from '../workloads-project.ts'
import { type Manifest, the } from './rendered.ts'

const release = { name: 'shop', namespace: 'default' }

const search = (values: Values): Values => ({ global: { services: { search: values } } })
const outside = search({ mode: 'external', host: 'search.example.com' })

function objects(values: Values, plan: PlatformPlan = workloadsPlan): readonly Manifest[] {
  return evaluateChart(plan, overlay(plan.defaults, values), release) as readonly Manifest[]
}

const failures = (values: Values, plan: PlatformPlan = workloadsPlan): readonly string[] =>
  chartFailures(plan, overlay(plan.defaults, values), release)

/** The variables of a component's own container that begin with a prefix. */
function variables(values: Values, prefix = 'SEARCH'): Readonly<Record<string, unknown>> {
  const { spec } = the<IDeployment>(objects(values), 'Deployment', 'shop-frontend')
  const env = spec?.template.spec?.containers[0]?.env ?? []
  return Object.fromEntries(
    env.flatMap(({ name, value }) => (name.startsWith(prefix) ? [[name, value]] : [])),
  )
}

const policy = (values: Values, name: string): INetworkPolicy =>
  the<INetworkPolicy>(objects(values), 'NetworkPolicy', name)

const route = (values: Values): string => {
  const { data } = the<IConfigMap>(objects(values), 'ConfigMap', 'shop-gateway')
  return data?.['route-search.conf'] ?? ''
}

describe('a service that may run elsewhere', () => {
  it('runs here unless a profile says otherwise', () => {
    expect(variables({})).toEqual({
      SEARCH_URL: 'http://shop-search:8080',
      SEARCH_GRPC_ADDRESS: 'shop-search:9090',
      SEARCH_STATS_ADDRESS: 'shop-search:8125',
    })
    expect(route({})).toContain('set $upstream shop-search.default.svc.cluster.local:8080;')
    expect(route({})).not.toContain('$elsewhere')
  })

  it('leaves no object of its own but the way of its callers', () => {
    const own = (values: Values): readonly string[] =>
      objects(values)
        .filter(({ metadata }) => /^shop-search($|-)/.test(metadata.name))
        .map(({ kind, metadata }) => `${kind} ${metadata.name}`)
    expect(own({}).length).toBeGreaterThan(5)
    expect(own(outside)).toEqual(['NetworkPolicy shop-search-external'])
  })

  it('is found at its host, at the ports that it has here', () => {
    expect(variables(outside)).toEqual({
      SEARCH_URL: 'http://search.example.com:8080',
      SEARCH_GRPC_ADDRESS: 'search.example.com:9090',
      SEARCH_STATS_ADDRESS: 'search.example.com:8125',
    })
  })

  it('is found at other ports, over HTTPS and at an IPv6 address', () => {
    const values = search({
      mode: 'external',
      host: '2001:db8::1',
      ports: { http: 443, grpc: 9443 },
      tls: { http: true },
    })
    expect(variables(values)).toEqual({
      SEARCH_URL: 'https://[2001:db8::1]:443',
      SEARCH_GRPC_ADDRESS: '[2001:db8::1]:9443',
      SEARCH_STATS_ADDRESS: '[2001:db8::1]:8125',
    })
    expect(route(values)).toContain('set $upstream [2001:db8::1]:443;')
    expect(route(values)).toContain('proxy_pass https://$upstream;')
  })

  it('is reached by its callers, at its ports and addresses alone', () => {
    expect(policy(outside, 'shop-search-external').spec).toEqual({
      podSelector: {
        matchLabels: { 'app.kubernetes.io/instance': 'shop', 'search-client': 'true' },
      },
      policyTypes: ['Egress'],
      egress: [
        {
          ports: [
            { protocol: 'TCP', port: 8080 },
            { protocol: 'TCP', port: 9090 },
            { protocol: 'UDP', port: 8125 },
          ],
        },
      ],
    })
    const narrow = overlay(outside, search({ ports: { http: 443 }, cidrs: ['203.0.113.0/24'] }))
    expect(policy(narrow, 'shop-search-external').spec?.egress?.[0]).toMatchObject({
      ports: [{ port: 443 }, { port: 9090 }, { port: 8125 }],
      to: [{ ipBlock: { cidr: '203.0.113.0/24' } }],
    })
  })

  it('needs no Secret elsewhere', () => {
    const wanted = (values: Values): readonly string[] =>
      wantedSecrets(workloadsPlan.platform, overlay(workloadsPlan.defaults, values), 'shop').map(
        ({ short }) => short,
      )
    expect(wanted({})).toContain('search-index')
    expect(wanted(outside)).not.toContain('search-index')
  })

  it('does not need what it uses here', () => {
    const plan = checkedPlan(
      definePlatform({
        components: {
          web: service({ image: 'shop/web', port: 8000, uses: [call('users')] }),
          users: service({
            image: 'shop/users',
            port: 8001,
            external: true,
            uses: [database('postgresql')],
          }),
          postgresql: postgresql(),
        },
      }),
      identity,
    )
    const without: Values = { postgresql: { enabled: false } }
    const elsewhere = {
      global: { services: { users: { mode: 'external', host: 'u.example.com' } } },
    }
    expect(failures(without, plan)[0]).toMatch(/^users uses postgresql, which is disabled/)
    expect(failures(overlay(without, elsewhere), plan)).toEqual([])
  })

  it('is told of where it is switched off', () => {
    expect(failures({ search: { enabled: false } })[0]).toContain(
      'to use one that runs elsewhere, set global.services.search.mode=external',
    )
  })

  it('is refused elsewhere without a host', () => {
    expect(failures(search({ mode: 'external' }))).toEqual([
      'global.services.search.mode is external: set global.services.search.host to where it is',
    ])
  })

  it('may be asked over HTTPS only where somebody has a URL of it', () => {
    const paths = leavesOf(workloadsPlan.types).map(({ path }) => path.join('.'))
    expect(paths.filter((path) => path.startsWith('global.services'))).toEqual([
      'global.services.search.mode',
      'global.services.search.host',
      'global.services.search.ports.http',
      'global.services.search.ports.grpc',
      'global.services.search.ports.stats',
      'global.services.search.tls.http',
      'global.services.search.cidrs',
    ])
  })
})

describe('a service that may run elsewhere, wrongly said', () => {
  const image = 'shop/a'

  it('has callers, or nobody needs to know', () => {
    const platform = definePlatform({
      components: { a: service({ image, port: 8080, external: true }) },
    })
    expect(() => checkedPlan(platform, identity)).toThrow(
      /components\.a\.external.*nobody calls a, so that nobody needs to know where it is/s,
    )
  })

  it('has a host that is a name or an address, and no other port than its own', () => {
    const platform = definePlatform({
      components: {
        a: service({ image, port: 8080, external: true }),
        gateway: gateway({ routes: { '/': 'a' } }),
      },
    })
    const { schema } = checkedPlan(platform, identity)
    const services = (a: Values): readonly string[] =>
      schemaProblems(schema, { global: { services: { a } } }).map(({ path }) => path)
    expect(services({ host: 'https://a.example.com' })[0]).toBe('global.services.a.host')
    expect(services({ ports: { https: 443 } })[0]).toBe('global.services.a.ports.https')
    expect(services({ mode: 'outside' })[0]).toBe('global.services.a.mode')
  })

  it('is an option of services alone', () => {
    expect(service({ image, port: 8080, external: 'yes' } as never).faults).toMatchObject([
      { path: 'external' },
    ])
    expect(postgresql({ external: true } as never).faults).toMatchObject([{ path: 'external' }])
  })
})

it('a share of a canary that runs elsewhere is refused', () => {
  const platform = definePlatform({
    components: {
      search: service({ image: 'shop/search', port: 8080, external: true, release: 'canary' }),
      gateway: gateway({ routes: { '/search': 'search' } }),
    },
  })
  const plan = checkedPlan(platform, identity)
  const weighted = (weight: number): Values => ({
    ...outside,
    gateway: { canaries: { search: { weight } } },
  })
  expect(failures(weighted(0), plan)).toEqual([])
  expect(failures(weighted(10), plan)).toEqual([
    'gateway.canaries.search.weight is 10, but search runs elsewhere, by global.services.search.mode: set the weight to 0',
  ])
})
