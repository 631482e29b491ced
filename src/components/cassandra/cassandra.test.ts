import type { IStatefulSet } from 'kubernetes-models/apps/v1/StatefulSet'
import type { INetworkPolicy } from 'kubernetes-models/networking.k8s.io/v1/NetworkPolicy'
import type { IPodDisruptionBudget } from 'kubernetes-models/policy/v1/PodDisruptionBudget'
import type { IConfigMap } from 'kubernetes-models/v1/ConfigMap'
import type { IService } from 'kubernetes-models/v1/Service'
import { cassandra, keyspace, service } from 'chartwright'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { planChart } from '../../chart/plan.ts'
import { checkPlatform } from '../../platform/check-platform.ts'
import { edgeEnvironment, waitsFor } from '../../platform/connections.ts'
import type { Components } from '../../platform/define-platform.ts'
import { resolvePlatform } from '../../platform/resolve.ts'
import { checkSchema } from '../../validate/check-schema.ts'
import type { Values } from '../../values/value.ts'
import { brokenPodRules } from '../../../test/components/pod-rules.ts'
import {
  contextOf,
  type Manifest,
  rendered,
  resolved,
  the,
} from '../../../test/components/rendered.ts'

const client = (options: Parameters<typeof keyspace>[1] = {}) =>
  service({ image: 'shop/app', port: 8000, uses: [keyspace('cassandra', options)] })

const components = {
  'order-list': client(),
  analytics: client({ keyspace: 'events', waitFor: true }),
  cassandra: cassandra(),
}

const objects = (values: Values = {}, of: Components = components): readonly Manifest[] =>
  rendered(of, 'cassandra', values)

const files = (values: Values = {}, name = 'shop-cassandra'): Readonly<Record<string, string>> =>
  the<IConfigMap>(objects(values), 'ConfigMap', name).data ?? {}

const settings = (values: Values = {}): Readonly<Record<string, unknown>> =>
  parse(files(values)['cassandra.yaml'] ?? '') as Record<string, unknown>

const script = (values: Values = {}): string =>
  files(values, 'shop-cassandra-provision')['provision.sh'] ?? ''

const problems = (of: Components): readonly string[] =>
  checkPlatform(resolvePlatform('shop', { components: of })).map(({ message }) => message)

const tls = { global: { tls: { cassandra: { enabled: true } } } }

describe('the nodes', () => {
  const set = the<IStatefulSet>(objects(), 'StatefulSet')
  const pod = set.spec?.template.spec
  const [container] = pod?.containers ?? []

  it('start together, each with a claim of its own', () => {
    expect(set.spec).toMatchObject({ replicas: 3, podManagementPolicy: 'Parallel' })
    expect(container?.volumeMounts).toContainEqual({
      name: 'data',
      mountPath: '/var/lib/cassandra',
    })
    expect(settings()['data_file_directories']).toEqual(['/var/lib/cassandra/data'])
  })

  it('keep every rule for pods', () => {
    expect(brokenPodRules(pod)).toEqual([])
  })

  it('are found by the names of the first three, however many there are', () => {
    expect(files({ replicas: 5 })['start.sh']).toContain('\nseeds=3\n')
    expect(files({ replicas: 1 })['start.sh']).toContain('\nseeds=1\n')
    expect(files()['start.sh']).toContain(
      'host() { echo "shop-cassandra-$1.shop-cassandra-headless.default.svc"; }',
    )
  })

  it('end with their disk, in place of going on without it', () => {
    expect(settings()).toMatchObject({ disk_failure_policy: 'die', commit_failure_policy: 'die' })
  })

  it('have each setting once, and every one is reserved', () => {
    const started = files(tls)['start.sh']?.match(/^[a-z_]+(?=: (\$|\n))/gm) ?? []
    const names = [...Object.keys(settings(tls)), ...started]
    expect(started).toContain('authenticator')
    expect(new Set(names).size).toBe(names.length)
    const { schema } = planChart(resolved(components, 'cassandra'), {})
    for (const name of [...names, 'seed_provider'])
      expect(checkSchema(schema, { extraConfig: { [name]: 'x' } })).not.toEqual([])
  })

  it('give half of the memory to the heap, unless the values say otherwise', () => {
    const heap = (values: Values): string =>
      /^export MAX_HEAP_SIZE=.*/m.exec(files(values)['start.sh'] ?? '')?.[0] ?? ''
    expect(heap({})).toBe('export MAX_HEAP_SIZE="$((MEMORY_LIMIT / 2))M"')
    expect(heap({ heap: '512Mi' })).toBe('export MAX_HEAP_SIZE="512M"')
    expect(heap({ heap: '1Gi' })).toBe('export MAX_HEAP_SIZE="1G"')
  })

  it('write to the volume what they have before they stop', () => {
    expect(container?.lifecycle?.preStop?.exec?.command).toEqual(['nodetool', 'drain'])
    expect(pod?.terminationGracePeriodSeconds).toBe(120)
  })

  it('are drained one at a time, where there are others', () => {
    const budget = the<IPodDisruptionBudget>(objects(), 'PodDisruptionBudget')
    expect(budget.spec?.maxUnavailable).toBe(1)
    expect(objects({ replicas: 1 }).filter(({ kind }) => kind === 'PodDisruptionBudget')).toEqual(
      [],
    )
  })

  it('are reached by each other at both ports, and by clients at one', () => {
    const ports = (name: string) =>
      the<INetworkPolicy>(objects(), 'NetworkPolicy', name).spec?.ingress?.[0]?.ports?.map(
        ({ port }) => port,
      )
    expect(ports('shop-cassandra-nodes')).toEqual([9042, 7000])
    expect(ports('shop-cassandra-ingress')).toEqual([9042])
  })

  it('are known to clients by their own addresses, once they are ready', () => {
    const { spec } = the<IService>(objects(), 'Service', 'shop-cassandra')
    expect(spec).toMatchObject({ clusterIP: 'None' })
    expect(spec?.publishNotReadyAddresses).toBeUndefined()
  })
})

describe('TLS', () => {
  it('is for clients and among nodes, which show each other a certificate', () => {
    expect(settings(tls)).toMatchObject({
      client_encryption_options: { enabled: true, optional: false },
      server_encryption_options: { internode_encryption: 'all', require_client_auth: true },
    })
    expect(settings()['server_encryption_options']).toBeUndefined()
    expect(script(tls)).toContain('SSL_CERTFILE=/etc/ssl/cassandra/ca.crt cqlsh')
  })
})

describe('a client', () => {
  it('gets a keyspace of its own, and may wait', () => {
    expect(script().match(/^client .*/gm)).toEqual([
      'client order-list order_list',
      'client analytics events',
    ])
    const context = contextOf(components, 'analytics')
    expect(edgeEnvironment(context).map(({ name }) => name)).toEqual([
      'CASSANDRA_HOST',
      'CASSANDRA_PORT',
      'CASSANDRA_KEYSPACE',
      'CASSANDRA_USERNAME',
      'CASSANDRA_PASSWORD',
      'CASSANDRA_LOCAL_DATACENTER',
      'CASSANDRA_TLS',
    ])
    expect(waitsFor(context, ({ edge }) => edge.waitFor === true)).toHaveLength(1)
    expect(files(tls, 'shop-cassandra-analytics')).toEqual({
      host: 'shop-cassandra',
      port: '9042',
      keyspace: 'events',
      username: 'analytics',
      'local-datacenter': 'datacenter1',
      tls: 'true',
    })
  })

  it('shares keyspace and role with those of its account', () => {
    const of = {
      web: client({ account: 'shop', keyspace: 'orders' }),
      worker: client({ account: 'shop' }),
      cassandra: cassandra(),
    }
    const job = the<IConfigMap>(objects({}, of), 'ConfigMap', 'shop-cassandra-provision')
    expect(job.data?.['provision.sh']).toContain('\nclient shop orders\n')
    expect(problems(of)).toEqual([])
  })

  it.each([
    [{}, 3],
    [{ replicas: 1 }, 1],
    [{ replicas: 5 }, 3],
    [{ replicas: 5, replicationFactor: 5 }, 5],
  ])('has as many copies of each row as the nodes of %j allow', (values, copies) => {
    expect(script(values)).toContain(
      `CREATE KEYSPACE IF NOT EXISTS "$2" WITH replication = {'class': 'NetworkTopologyStrategy', 'datacenter1': ${copies}};`,
    )
  })
})

describe('refused is', () => {
  it('a heap above the memory limit', () => {
    expect(() => objects({ heap: '3Gi' })).toThrow(
      'cassandra.heap is above cassandra.resources.limits.memory',
    )
  })

  it('more copies than nodes, of a ring in the cluster', () => {
    const values = { replicas: 3, replicationFactor: 4 }
    expect(() => objects(values)).toThrow(
      'cassandra.replicationFactor is above cassandra.replicas: a node holds one copy of a row at most',
    )
    const external = { ...values, mode: 'external', external: { host: 'cql.example.com' } }
    expect(() => objects(external)).not.toThrow()
  })

  it('a ring of two', () => {
    const { schema } = planChart(resolved(components, 'cassandra'), {})
    expect(checkSchema(schema, { replicas: 2 })).toMatchObject([
      { path: ['replicas'], keyword: 'enum' },
    ])
  })

  it.each([
    ['admin', 'admin cannot use cassandra: its role admin may do everything'],
    [
      'cassandra',
      'cassandra cannot use ring: Cassandra has a role cassandra of its own, which the chart takes away',
    ],
  ])('a client called %s', (name, message) => {
    const store = name === 'cassandra' ? 'ring' : 'cassandra'
    const app = service({ image: 'shop/app', port: 8000, uses: [keyspace(store)] })
    expect(problems({ [name]: app, [store]: cassandra() })).toEqual([message])
  })

  it.each([
    ['system_auth', 'Cassandra keeps keyspaces like system_auth, that of app, for itself'],
    ['system', 'Cassandra keeps keyspaces like system, that of app, for itself'],
    ['Events', 'no keyspace can be called "Events", as that of app would be'],
    ['a-b', 'no keyspace can be called "a-b", as that of app would be'],
    ['x'.repeat(49), `no keyspace can be called "${'x'.repeat(49)}", as that of app would be`],
  ])('the keyspace %s', (name, message) => {
    expect(problems({ app: client({ keyspace: name }), cassandra: cassandra() })).toEqual([message])
  })

  it('one keyspace of two accounts, and two of one', () => {
    expect(problems({ a: client(), b: client({ keyspace: 'a' }), cassandra: cassandra() })).toEqual(
      ['a and b have one keyspace in cassandra, a: each would have the tables of the other'],
    )
    const of = {
      a: client({ account: 'shop', keyspace: 'x' }),
      b: client({ account: 'shop', keyspace: 'y' }),
      cassandra: cassandra(),
    }
    expect(problems(of)).toEqual(['the clients of the account shop name several keyspaces: x, y'])
  })
})

describe('mode external', () => {
  it('renders the way of the clients alone', () => {
    const external = {
      mode: 'external',
      external: { host: 'cql.example.com', port: 9142, datacenter: 'eu-west-1' },
    }
    const all = objects(external)
    expect(all.map(({ kind, metadata }) => `${kind} ${metadata.name}`)).toEqual([
      'ConfigMap shop-cassandra-order-list',
      'ConfigMap shop-cassandra-analytics',
      'NetworkPolicy shop-cassandra-external',
    ])
    expect(the<IConfigMap>(all, 'ConfigMap', 'shop-cassandra-analytics').data).toMatchObject({
      host: 'cql.example.com',
      port: '9142',
      'local-datacenter': 'eu-west-1',
      tls: 'false',
    })
  })
})

describe('the secrets', () => {
  it('are documented by name and key', () => {
    const { component, context } = resolved(components, 'cassandra')
    expect(component.secrets?.(context).map(({ name, keys }) => [name, Object.keys(keys)])).toEqual(
      [
        ['cassandra', ['password']],
        ['cassandra-order-list', ['password', 'url-password']],
        ['cassandra-analytics', ['password', 'url-password']],
        ['cassandra-tls', ['ca.crt', 'tls.crt', 'tls.key']],
        ['cassandra-tls', ['ca.crt']],
      ],
    )
  })
})
