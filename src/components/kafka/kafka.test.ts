import type { IStatefulSet } from 'kubernetes-models/apps/v1/StatefulSet'
import type { INetworkPolicy } from 'kubernetes-models/networking.k8s.io/v1/NetworkPolicy'
import type { IConfigMap } from 'kubernetes-models/v1/ConfigMap'
import { cache, ensemble, kafka, publish, redis, service, subscribe, zookeeper } from 'chartwright'
import { describe, expect, it } from 'vitest'
import { checkPlatform } from '../../platform/check-platform.ts'
import { edgeEnvironment, waitsFor } from '../../platform/connections.ts'
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

const orders = service({
  image: 'shop/orders',
  port: 8000,
  uses: [
    publish('kafka', ['app-events']),
    subscribe('kafka', ['notices'], { group: 'order-mail', waitFor: true }),
  ],
})

const mailer = service({
  image: 'shop/mailer',
  port: 8000,
  uses: [publish('kafka', ['notices']), subscribe('kafka', ['app-events'])],
})

const topics = { 'app-events': { partitions: 6 }, notices: {} }

const components = { orders, mailer, kafka: kafka({ topics }) }

const objects = (values: Values = {}, of: Components = components): readonly Manifest[] =>
  rendered(of, 'kafka', values)

const files = (values: Values = {}, name = 'shop-kafka'): Readonly<Record<string, string>> =>
  the<IConfigMap>(objects(values), 'ConfigMap', name).data ?? {}

const script = (values: Values = {}): string =>
  files(values, 'shop-kafka-provision')['provision.sh'] ?? ''

const problems = (of: Components): readonly string[] =>
  checkPlatform(resolvePlatform('shop', { components: of })).map(({ message }) => message)

const client = (...uses: readonly ReturnType<typeof publish>[]) =>
  service({ image: 'shop/app', port: 8000, uses: uses as [] })

describe('the nodes', () => {
  const set = the<IStatefulSet>(objects(), 'StatefulSet')
  const pod = set.spec?.template.spec
  const [container] = pod?.containers ?? []

  it('start together, each with a claim of its own where the image declares a volume', () => {
    expect(set.spec).toMatchObject({ replicas: 3, podManagementPolicy: 'Parallel' })
    expect(container?.volumeMounts).toContainEqual({
      name: 'data',
      mountPath: '/var/lib/kafka/data',
    })
  })

  it('keep every rule for pods', () => {
    expect(brokenPodRules(pod)).toEqual([])
  })

  it('are ready once they have caught up', () => {
    expect(container?.startupProbe?.exec?.command).toEqual(['bash', '/etc/kafka/node/in-sync.sh'])
    expect(container?.readinessProbe?.tcpSocket).toEqual({ port: 'clients' })
  })

  it('are three controllers at most, however many brokers there are', () => {
    expect(files({ replicas: 5 })['start.sh']).toContain('\ncontrollers=3\n')
    expect(files({ replicas: 1 })['start.sh']).toContain('\ncontrollers=1\n')
  })

  it('give half of the memory to the heap, unless the values say otherwise', () => {
    expect(files()['start.sh']).toContain('-XX:MaxRAMPercentage=50')
    expect(files({ heap: '1Gi' })['start.sh']).toContain("KAFKA_HEAP_OPTS='-Xms1g -Xmx1g'")
  })

  it('have each setting once, and none of another broker than themselves in the ConfigMap', () => {
    const names = files()['server.properties']?.match(/^[a-z][^=]*/gm) ?? []
    expect(new Set(names).size).toBe(names.length)
    expect(names).not.toContain('min.insync.replicas')
  })

  it('are reached by each other at ports of their own, and by clients at one', () => {
    const nodes = the<INetworkPolicy>(objects(), 'NetworkPolicy', 'shop-kafka-nodes').spec
    const clients = the<INetworkPolicy>(objects(), 'NetworkPolicy', 'shop-kafka-ingress').spec
    expect(nodes?.ingress?.[0]?.ports?.map(({ port }) => port)).toEqual([9093, 9094])
    expect(clients?.ingress?.[0]?.ports?.map(({ port }) => port)).toEqual([9092])
  })
})

describe('the rights of a client', () => {
  it('are those of its edges', () => {
    expect(script().match(/^grant .*/gm)).toEqual([
      'grant orders Write --topic app-events',
      'grant orders Read --topic notices --group order-mail',
      'grant mailer Write --topic notices',
      'grant mailer Read --topic app-events --group mailer',
    ])
  })

  it('come by one connection', () => {
    const context = contextOf(components, 'orders')
    expect(edgeEnvironment(context).map(({ name }) => name)).toEqual([
      'KAFKA_BROKERS',
      'KAFKA_SECURITY_PROTOCOL',
      'KAFKA_SASL_MECHANISM',
      'KAFKA_USERNAME',
      'KAFKA_PASSWORD',
    ])
    expect(waitsFor(context, ({ edge }) => edge.waitFor === true)).toHaveLength(1)
  })
})

describe('the topics', () => {
  it('have the settings of the model, and those of a profile above', () => {
    const profile = { topics: { notices: { retentionHours: -1, cleanupPolicy: 'compact' } } }
    expect(script(profile).match(/^topic .*/gm)).toEqual([
      'topic app-events 6 0 0 168 -1 delete',
      'topic notices 3 0 0 -1 -1 compact',
    ])
  })

  it('have no more copies than there are nodes', () => {
    const values = { topics: { notices: { replicationFactor: 5 } } }
    expect(() => objects(values)).toThrow(
      'kafka.topics.notices.replicationFactor is above kafka.replicas',
    )
    expect(() => objects({ ...values, replicas: 5 })).not.toThrow()
  })

  it('have no more copies in sync than copies', () => {
    const values = { topics: { notices: { minInsyncReplicas: 2 } } }
    expect(() => objects(values)).not.toThrow()
    expect(() => objects({ ...values, replicas: 1 })).toThrow(
      'kafka.topics.notices.minInsyncReplicas is above the copies that there are',
    )
  })
})

describe('refused is', () => {
  it('a heap above the memory limit', () => {
    expect(() => objects({ heap: '3Gi' })).toThrow(
      'kafka.heap is above kafka.resources.limits.memory',
    )
  })

  it('a topic that nobody publishes', () => {
    const of = { orders, mailer, kafka: kafka({ topics: { ...topics, audit: {} } }) }
    expect(problems(of)).toEqual(['nobody publishes the topic audit of kafka'])
  })

  it('an unknown topic', () => {
    const app = client(subscribe('kafka', ['notice']), publish('kafka', ['gone']))
    expect(problems({ ...components, app })).toEqual([
      'app subscribes to notice, which is no topic of kafka',
      'app publishes gone, which is no topic of kafka',
    ])
  })

  it.each([
    [['__consumer_offsets'], 'Kafka keeps topics like __consumer_offsets for itself'],
    [['a b'], 'a topic cannot be called "a b"'],
    [['..'], 'a topic cannot be called ".."'],
    [
      ['a.b', 'a_b'],
      'the topics a.b and a_b are one to Kafka, which takes "." and "_" for the same',
    ],
  ])('the topics %j', (names, message) => {
    const of = {
      app: client(publish('kafka', names)),
      kafka: kafka({ topics: Object.fromEntries(names.map((name) => [name, {}])) }),
    }
    expect(problems(of)).toEqual([message])
  })

  it('a client called like the administrator, a group with blanks, and edges that differ', () => {
    const kafkaOf = kafka({ topics: { a: {} } })
    expect(problems({ admin: client(publish('kafka', ['a'])), kafka: kafkaOf })).toEqual([
      'admin cannot use kafka: its user admin may do everything',
    ])
    const app = client(
      publish('kafka', ['a']),
      subscribe('kafka', ['a'], { group: 'a b', as: 'EVENTS' }),
    )
    expect(problems({ app, kafka: kafkaOf })).toEqual([
      'app reaches kafka by one connection, but its edges differ in as',
      'app cannot subscribe to kafka as the group "a b"',
    ])
  })
})

describe('a cluster on ZooKeeper', () => {
  const onZookeeper: Components = {
    ...components,
    kafka: kafka({ topics, uses: [ensemble('zookeeper')] }),
    zookeeper: zookeeper(),
  }
  const all = objects({}, onZookeeper)
  const set = the<IStatefulSet>(all, 'StatefulSet')
  const pod = set.spec?.template
  const [container] = pod?.spec?.containers ?? []
  const { data = {} } = the<IConfigMap>(all, 'ConfigMap', 'shop-kafka')

  it('runs the last version that knows it, without the ports of controllers', () => {
    expect(container?.image).toBe('docker.io/apache/kafka:3.9.2')
    expect(container?.ports?.map(({ name }) => name)).toEqual(['clients', 'nodes'])
    const nodes = the<INetworkPolicy>(all, 'NetworkPolicy', 'shop-kafka-nodes').spec
    expect(nodes?.ingress?.[0]?.ports?.map(({ port }) => port)).toEqual([9094])
  })

  it('keeps every rule for pods', () => {
    expect(brokenPodRules(pod?.spec)).toEqual([])
  })

  it('reaches its ensemble as any client does', () => {
    expect(pod?.metadata?.labels).toMatchObject({ 'zookeeper-client': 'true' })
    expect(set.spec?.selector.matchLabels).not.toHaveProperty('zookeeper-client')
    expect(container?.env?.map(({ name }) => name)).toEqual([
      'POD_NAME',
      'LOG_DIR',
      'ZOOKEEPER_HOST',
      'ZOOKEEPER_PORT',
      'ZOOKEEPER_USERNAME',
      'ZOOKEEPER_PASSWORD',
    ])
  })

  it('has nothing of KRaft, and lets nobody else write its nodes', () => {
    expect(Object.values(data).join('\n')).not.toMatch(/controller|process\.roles|node\.id|share\./)
    expect(data['start.sh']).toContain('\nbroker.id=$id\n')
    expect(data['start.sh']).not.toContain('kafka-storage.sh')
    expect(data['server.properties']).toContain('\nzookeeper.set.acl=true\n')
    expect(data['server.properties']).toContain('=kafka.security.authorizer.AclAuthorizer\n')
    expect(Object.keys(data)).toContain('log4j.properties')
  })

  it('has the topics and the rights of any cluster', () => {
    const provision = the<IConfigMap>(all, 'ConfigMap', 'shop-kafka-provision').data
    expect(provision).toEqual(the<IConfigMap>(objects(), 'ConfigMap', 'shop-kafka-provision').data)
  })

  it.each(['4.0.0', '4.4.0', '4', '10.1.0'])('refuses the image %s', (tag) => {
    expect(() => objects({ image: { tag } }, onZookeeper)).toThrow(
      'kafka.image.tag is that of Kafka 4, which has no ZooKeeper mode',
    )
    expect(() => objects({ image: { tag } })).not.toThrow()
  })

  it.each(['3.9.1', '3.9.2-own'])('takes the image %s', (tag) => {
    expect(() => objects({ image: { tag } }, onZookeeper)).not.toThrow()
  })

  it('refuses edges of another kind, to two ensembles, and what nothing reads', () => {
    const uses = [
      ensemble('zookeeper', { waitFor: true, as: 'ZK' }),
      ensemble('other'),
      cache('redis'),
    ] as never // which the compiler refuses
    const of = {
      ...onZookeeper,
      kafka: kafka({ topics, uses }),
      other: zookeeper(),
      redis: redis(),
    }
    expect(problems(of)).toEqual([
      'kafka uses redis, which is no ZooKeeper ensemble',
      'kafka uses two ensembles, zookeeper and other',
      'the edge of kafka to zookeeper says as, which nothing reads',
      'the edge of kafka to zookeeper says waitFor, which nothing reads',
    ])
  })
})

describe('mode external', () => {
  const external = {
    mode: 'external',
    external: { host: 'kafka.example.com', port: 9096, tls: true, mechanism: 'SCRAM-SHA-256' },
  }

  it('renders the way of the clients alone', () => {
    expect(objects(external).map(({ kind, metadata }) => `${kind} ${metadata.name}`)).toEqual([
      'ConfigMap shop-kafka-orders',
      'ConfigMap shop-kafka-mailer',
      'NetworkPolicy shop-kafka-external',
    ])
    expect(files(external, 'shop-kafka-orders')).toEqual({
      brokers: 'kafka.example.com:9096',
      'security-protocol': 'SASL_SSL',
      'sasl-mechanism': 'SCRAM-SHA-256',
      username: 'orders',
    })
  })
})

describe('the secrets', () => {
  it('are documented by name and key', () => {
    const { component, context } = resolved(components, 'kafka')
    expect(component.secrets?.(context).map(({ name, keys }) => [name, Object.keys(keys)])).toEqual(
      [
        ['kafka', ['password', 'node-password']],
        ['kafka-orders', ['password', 'url-password']],
        ['kafka-mailer', ['password', 'url-password']],
        ['kafka-tls', ['ca.crt', 'tls.crt', 'tls.key']],
        ['kafka-tls', ['ca.crt']],
      ],
    )
  })
})
