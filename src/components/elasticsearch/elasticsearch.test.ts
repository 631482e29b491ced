import type { IStatefulSet } from 'kubernetes-models/apps/v1/StatefulSet'
import type { INetworkPolicy } from 'kubernetes-models/networking.k8s.io/v1/NetworkPolicy'
import type { IPodDisruptionBudget } from 'kubernetes-models/policy/v1/PodDisruptionBudget'
import type { IConfigMap } from 'kubernetes-models/v1/ConfigMap'
import { elasticsearch, search, service } from 'chartwright'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { checkPlatform } from '../../platform/check-platform.ts'
import { edgeEnvironment } from '../../platform/connections.ts'
import type { Components } from '../../platform/define-platform.ts'
import { resolvePlatform } from '../../platform/resolve.ts'
import type { Values } from '../../values/value.ts'
import { brokenPodRules } from '../../../test/components/pod-rules.ts'
import {
  contextOf,
  type Manifest,
  rendered,
  resolved,
  the,
} from '../../../test/components/rendered.ts'

const client = (options: Parameters<typeof search>[1] = {}) =>
  service({ image: 'shop/app', port: 8000, uses: [search('elasticsearch', options)] })

const components = {
  products: client(),
  analytics: client({ prefix: 'events-', waitFor: true }),
  elasticsearch: elasticsearch(),
}

const tls = { global: { tls: { elasticsearch: { enabled: true } } } }

const objects = (values: Values = {}, of: Components = components): readonly Manifest[] =>
  rendered(of, 'elasticsearch', values)

const files = (
  values: Values = {},
  name = 'shop-elasticsearch',
): Readonly<Record<string, string>> =>
  the<IConfigMap>(objects(values), 'ConfigMap', name).data ?? {}

const settings = (values: Values = {}): Readonly<Record<string, unknown>> =>
  parse(files(values)['elasticsearch.yml'] ?? '') as Record<string, unknown>

const podOf = (values: Values = {}) =>
  the<IStatefulSet>(objects(values), 'StatefulSet').spec?.template.spec

const problems = (of: Components): readonly string[] =>
  checkPlatform(resolvePlatform('shop', { components: of })).map(({ message }) => message)

describe('one node', () => {
  it('has security on, and speaks to no other node', () => {
    expect(settings()).toMatchObject({
      'xpack.security.enabled': true,
      'xpack.security.transport.ssl.enabled': false,
      'transport.host': '127.0.0.1',
      'http.host': '0.0.0.0',
      'discovery.seed_hosts': [],
    })
  })

  it('maps no files into memory, and asks for nothing privileged', () => {
    expect(settings()['node.store.allow_mmap']).toBe(false)
    expect(brokenPodRules(podOf())).toEqual([])
    expect(podOf()?.initContainers).toBeUndefined()
  })

  it('has its configuration in memory, and its data where the image has them', () => {
    const [container] = podOf()?.containers ?? []
    expect(container?.env).toContainEqual({ name: 'ES_PATH_CONF', value: '/run/elasticsearch' })
    expect(container?.volumeMounts).toContainEqual({
      name: 'data',
      mountPath: '/usr/share/elasticsearch/data',
    })
  })

  it('is ready while there is a master', () => {
    const [container] = podOf()?.containers ?? []
    expect(container?.readinessProbe?.tcpSocket).toEqual({ port: 'readiness' })
    expect(container?.startupProbe?.exec?.command).toEqual(['bash', '/etc/elasticsearch/joined.sh'])
  })

  it('leaves the heap to Elasticsearch, unless the values say otherwise', () => {
    const heap = (values: Values) =>
      podOf(values)?.containers[0]?.env?.find(({ name }) => name === 'ES_JAVA_OPTS')?.value
    expect(heap({})).toBeUndefined()
    expect(heap({ heap: '1Gi' })).toBe('-Xms1g -Xmx1g')
  })
})

describe('a cluster', () => {
  const three = { replicas: 3, ...tls }

  it('speaks by TLS that verifies names, with certificates below the configuration', () => {
    expect(settings(three)).toMatchObject({
      'network.publish_host': '${POD_NAME}.shop-elasticsearch-headless.default.svc',
      'xpack.security.transport.ssl.verification_mode': 'full',
      'xpack.security.transport.ssl.key': '/run/elasticsearch/tls/tls.key',
      'xpack.security.http.ssl.enabled': true,
    })
    expect(podOf(three)?.containers[0]?.volumeMounts).toContainEqual({
      name: 'tls',
      mountPath: '/run/elasticsearch/tls',
      readOnly: true,
    })
  })

  it('is found by the names of the first three, however many there are', () => {
    const hosts = [0, 1, 2].map(
      (i) => `shop-elasticsearch-${i}.shop-elasticsearch-headless.default.svc`,
    )
    expect(settings({ ...three, replicas: 5 })['discovery.seed_hosts']).toEqual(hosts)
    expect(files({ ...three, replicas: 5 })['start.sh']).toContain('\nmasters=3\n')
  })

  it('has masters without data on wish, where there are other nodes', () => {
    const values = { ...three, dedicatedMasters: true }
    expect(files({ ...values, replicas: 5 })['start.sh']).toContain("'node.roles: [master]'")
    expect(files(three)['start.sh']).not.toContain("'node.roles: [master]'")
    expect(() => objects(values)).toThrow(
      'elasticsearch.dedicatedMasters is true: set elasticsearch.replicas to 4 at least',
    )
  })

  it('lets one node go at a time', () => {
    const budget = the<IPodDisruptionBudget>(objects(three), 'PodDisruptionBudget')
    expect(budget.spec?.maxUnavailable).toBe(1)
    expect(objects().some(({ kind }) => kind === 'PodDisruptionBudget')).toBe(false)
  })

  it('is reached by its nodes at one port, and by clients at another', () => {
    const nodes = the<INetworkPolicy>(objects(three), 'NetworkPolicy', 'shop-elasticsearch-nodes')
    const clients = the<INetworkPolicy>(
      objects(three),
      'NetworkPolicy',
      'shop-elasticsearch-ingress',
    )
    expect(nodes.spec?.ingress?.[0]?.ports).toEqual([{ protocol: 'TCP', port: 9300 }])
    expect(clients.spec?.ingress?.[0]?.ports).toEqual([{ protocol: 'TCP', port: 9200 }])
  })

  it('has each setting once', () => {
    const names = files(three)['elasticsearch.yml']?.match(/^[a-z][^:]*/gm) ?? []
    expect(new Set(names).size).toBe(names.length)
  })
})

describe('a client', () => {
  it('has a role for the indices of its prefix', () => {
    const script = files({}, 'shop-elasticsearch-provision')['provision.sh']
    expect(script?.match(/^client .*/gm)).toEqual([
      'client products products_ /run/secrets/clients/products',
      'client analytics events- /run/secrets/clients/analytics',
    ])
    expect(files({}, 'shop-elasticsearch-analytics')).toMatchObject({ 'index-prefix': 'events-' })
  })

  it('gets a URL with its user, and how its indices begin', () => {
    const names = edgeEnvironment(contextOf(components, 'products')).map(({ name }) => name)
    expect(names).toEqual(
      expect.arrayContaining(['ELASTICSEARCH_URL', 'ELASTICSEARCH_INDEX_PREFIX']),
    )
  })

  it('shares role and prefix with those of its account', () => {
    const of = {
      web: client({ account: 'shop', prefix: 'shop-' }),
      worker: client({ account: 'shop' }),
      elasticsearch: elasticsearch(),
    }
    const script = the<IConfigMap>(objects({}, of), 'ConfigMap', 'shop-elasticsearch-provision')
    expect(script.data?.['provision.sh']).toContain('\nclient shop shop- ')
    expect(problems(of)).toEqual([])
  })
})

describe('snapshots', () => {
  const inBucket = (values: Values = {}): Values => ({
    snapshots: { type: 's3', s3: { bucket: 'shop', basePath: 'search', ...values } },
  })
  const script = (values: Values) => files(values, 'shop-elasticsearch-provision')['provision.sh']

  it('go to a volume that exists', () => {
    const values = { snapshots: { type: 'fs', claimName: 'backups' } }
    expect(settings(values)['path.repo']).toBe('/snapshots')
    expect(podOf(values)?.volumes).toContainEqual({
      name: 'snapshots',
      persistentVolumeClaim: { claimName: 'backups' },
    })
    expect(script(values)).toContain(
      `put /_snapshot/snapshots <<<'{ "type": "fs", "settings": { "location": "/snapshots" } }'`,
    )
  })

  it('go to a bucket, by keys of a Secret in the keystore, and a way of its own', () => {
    const values = inBucket({ endpoint: 'https://s3.example.com:8443', port: 8443 })
    expect(settings(values)).toMatchObject({
      's3.client.default.region': 'us-east-1',
      's3.client.default.endpoint': 'https://s3.example.com:8443',
    })
    expect(files(values)['start.sh']).toContain('"s3.client.default.$key"')
    expect(script(values)).toContain('{ "bucket": "shop", "base_path": "search" }')
    const way = the<INetworkPolicy>(objects(values), 'NetworkPolicy', 'shop-elasticsearch-s3')
    expect(way.spec?.egress).toEqual([{ ports: [{ protocol: 'TCP', port: 8443 }] }])
  })

  it('need to be told where', () => {
    expect(() => objects({ snapshots: { type: 'fs' } })).toThrow(
      'elasticsearch.snapshots.type is fs: set claimName to a claim that all nodes can mount',
    )
    expect(() => objects({ snapshots: { type: 's3' } })).toThrow(
      'elasticsearch.snapshots.type is s3: set s3.bucket to the name of the bucket',
    )
  })
})

describe('refused is', () => {
  it('a heap above the memory limit', () => {
    expect(() => objects({ heap: '3Gi' })).toThrow(
      'elasticsearch.heap is above elasticsearch.resources.limits.memory',
    )
  })

  it('a cluster without TLS', () => {
    expect(() => objects({ replicas: 3 })).toThrow(
      'elasticsearch.replicas is above 1: nodes of Elasticsearch speak to each other by TLS alone',
    )
  })

  it('one prefix for two clients, and prefixes that begin alike', () => {
    const search = elasticsearch()
    expect(
      problems({
        a: client({ prefix: 'shop-' }),
        b: client({ prefix: 'shop-' }),
        elasticsearch: search,
      }),
    ).toEqual([
      'a and b have one prefix in elasticsearch, "shop-": each would have the indices of the other',
    ])
    expect(
      problems({
        a: client({ prefix: 'shop-' }),
        b: client({ prefix: 'shop' }),
        elasticsearch: search,
      }),
    ).toEqual([
      'the prefixes "shop-" of a and "shop" of b in elasticsearch begin alike: one would have the indices of the other',
    ])
  })

  it('nothing about clients whose names begin alike', () => {
    const of = { order: client(), 'order-mail': client(), elasticsearch: elasticsearch() }
    expect(problems(of)).toEqual([])
  })

  it.each(['.kibana', '_all', 'Shop-', '', '*'])('the prefix %j', (prefix) => {
    const of = { app: client({ prefix }), elasticsearch: elasticsearch() }
    expect(problems(of)).toEqual([
      `no index can begin with ${JSON.stringify(prefix)}, the prefix of app`,
    ])
  })

  it('several prefixes for one account', () => {
    const of = {
      web: client({ account: 'shop', prefix: 'a-' }),
      worker: client({ account: 'shop', prefix: 'b-' }),
      elasticsearch: elasticsearch(),
    }
    expect(problems(of)).toEqual(['the clients of the account shop name several prefixes: a-, b-'])
  })

  it('a client called like a user of Elasticsearch', () => {
    const of = { elastic: client(), kibana: client(), elasticsearch: elasticsearch() }
    expect(problems(of)).toEqual([
      'elastic cannot use elasticsearch: Elasticsearch has a user elastic of its own',
      'kibana cannot use elasticsearch: Elasticsearch has a user kibana of its own',
    ])
  })
})

describe('mode external', () => {
  const external = {
    mode: 'external',
    external: { host: 'search.example.com', port: 9243, tls: true },
  }

  it('renders the way of the clients alone', () => {
    expect(objects(external).map(({ kind, metadata }) => `${kind} ${metadata.name}`)).toEqual([
      'ConfigMap shop-elasticsearch-products',
      'ConfigMap shop-elasticsearch-analytics',
      'NetworkPolicy shop-elasticsearch-external',
    ])
    expect(files(external, 'shop-elasticsearch-products')).toEqual({
      scheme: 'https',
      host: 'search.example.com',
      port: '9243',
      address: 'search.example.com:9243',
      username: 'products',
      'index-prefix': 'products_',
    })
  })
})

describe('the secrets', () => {
  it('are documented by name and key', () => {
    const { component, context } = resolved(components, 'elasticsearch')
    expect(component.secrets?.(context).map(({ name, keys }) => [name, Object.keys(keys)])).toEqual(
      [
        ['elasticsearch', ['password']],
        ['elasticsearch-products', ['password', 'url-password']],
        ['elasticsearch-analytics', ['password', 'url-password']],
        ['elasticsearch-s3', ['access-key', 'secret-key']],
        ['elasticsearch-tls', ['ca.crt', 'tls.crt', 'tls.key']],
        ['elasticsearch-tls', ['ca.crt']],
      ],
    )
  })
})
