import type { IConfigMap } from 'kubernetes-models/v1/ConfigMap'
import type { IPersistentVolumeClaim } from 'kubernetes-models/v1/PersistentVolumeClaim'
import { expect, test } from 'vitest'
import { demandOf } from '../../src/verify/demand/demand.ts'
import { toRelease } from '../../src/verify/rules/release.ts'
import { renderExample } from '../examples/example.ts'
import { mapped, named, the } from './objects.ts'
import { restricted, systemOf } from './system.ts'

const objects = await renderExample('cloudretail', 'production')
const system = systemOf(objects)
const { autoscalers, container, deployments, policies, reached, scaledBy, services, statefulSets } =
  system

const programs = {
  user: { port: 3001, most: 10, store: 'postgres-users' },
  product: { port: 3002, most: 10, store: 'postgres-products' },
  order: { port: 3003, most: 15, store: 'postgres-orders' },
  inventory: { port: 3004, most: 10, store: 'postgres-inventory' },
  payment: { port: 3005, most: 15, store: 'postgres-payments' },
  'event-bus': { port: 4000, most: 10, store: undefined },
  'api-gateway': { port: 8080, most: 20, store: undefined },
} as const
const stores = Object.values(programs).flatMap(({ store }) => store ?? [])
const each = Object.entries(programs).map(([name, facts]) => ({ name, ...facts }))

test.each(each)('$name listens on $port and has 3 to $most pods', ({ name, port, most }) => {
  expect(services[name]?.spec?.ports?.map((one) => one.port)).toEqual([port])
  const { minReplicas, maxReplicas } = autoscalers[name]?.spec ?? {}
  expect([minReplicas, maxReplicas]).toEqual([3, most])
})

test.each(each)('$name scales at 70 % CPU and 80 % memory', ({ name }) => {
  expect(scaledBy(name)).toEqual([
    ['cpu', 70],
    ['memory', 80],
  ])
})

test.each(each.filter(({ store }) => store))(
  '$name uses $store, and no other',
  ({ name, store }) => {
    expect(reached(name)).toEqual(['event-bus', store].toSorted())
  },
)

test('the event bus uses Kafka and Redis, and the entry uses all services', () => {
  expect(reached('event-bus')).toEqual(['kafka', 'redis'])
  expect(reached('kafka')).toEqual(['zookeeper'])
  const others = Object.keys(programs).filter((name) => name !== 'api-gateway')
  expect(reached('api-gateway')).toEqual(others.toSorted())
})

test('only the payments reach the Internet', () => {
  const outward = Object.entries(policies).filter(([, { spec }]) =>
    spec?.egress?.some(({ to = [] }) => to.some(({ ipBlock }) => ipBlock)),
  )
  expect(outward.map(([name]) => name)).toEqual(['payment-internet'])
})

test('namespace: cloudretail', () => {
  expect(new Set(objects.map(({ namespace }) => namespace))).toEqual(new Set(['cloudretail']))
})

test('the edge reaches the entry alone', () => {
  expect(reached('edge')).toEqual(['api-gateway'])
})

test('Kafka: three copies of each event, and no node reaches another store than ZooKeeper', () => {
  const { data = {} } = the<IConfigMap>(objects, 'ConfigMap', 'cloudretail-kafka-provision')
  expect(Object.values(data).join('\n')).toMatch(/retail\.events\b.*\b12 3\b/)
})

test('security: every pod is restricted', () => {
  expect(system.pods.length).toBeGreaterThan(20)
  for (const pod of system.pods) expect(pod).toEqual(restricted)
})

test('the entry is a LoadBalancer on 8080', () => {
  const { type, ports } = services['api-gateway-public']?.spec ?? {}
  expect([type, ports?.map(({ port }) => port)]).toEqual(['LoadBalancer', [8080]])
})

test('resources of the services, of the entry and of the stores', () => {
  const amounts = (name: string, its?: string): unknown => {
    const { requests, limits } = container(name, its).resources ?? {}
    return [requests?.['cpu'], requests?.['memory'], limits?.['cpu'], limits?.['memory']].map(
      String,
    )
  }
  const service = ['200m', '256Mi', '500m', '512Mi']
  for (const { name } of each)
    expect(amounts(name)).toEqual(name === 'api-gateway' ? ['250m', '512Mi', '1', '1Gi'] : service)
  for (const name of stores)
    expect(amounts(name, 'postgresql')).toEqual(['250m', '512Mi', '500m', '1Gi'])
  expect(amounts('redis')).toEqual(['100m', '256Mi', '250m', '512Mi'])
  expect(amounts('kafka')).toEqual(['500m', '1Gi', '1', '2Gi'])
  expect(amounts('zookeeper')).toEqual(['250m', '512Mi', '500m', '1Gi'])
})

test('storage: 10Gi for each PostgreSQL, 5Gi for Redis, 20Gi for each of three brokers, 5Gi for each of three ZooKeepers', () => {
  const claims = named<IPersistentVolumeClaim>(objects, 'PersistentVolumeClaim')
  const own = mapped(claims, ({ spec }) => spec?.resources?.requests?.['storage'])
  for (const name of stores) expect(own).toMatchObject({ [`${name}-data`]: '10Gi' })
  expect(own['redis-data']).toBe('5Gi')
  const members = ['kafka', 'zookeeper'].map((name) => {
    const { replicas, volumeClaimTemplates: [claim] = [] } = statefulSets[name]?.spec ?? {}
    return [replicas, claim?.spec?.resources?.requests?.['storage']]
  })
  expect(members).toEqual([
    [3, '20Gi'],
    [3, '5Gi'],
  ])
})

test('five databases are five servers', () => {
  expect(Object.keys(statefulSets).filter((name) => name.startsWith('postgres-'))).toEqual(
    stores.toSorted(),
  )
})

// the rows of the table add up to less memory than its total says: 70 GiB, and 76 during an upgrade
test('totals: the limits at full scale are some 60 CPU and 70 GiB', () => {
  const { least, most } = demandOf(toRelease(objects)).running
  expect(least['requests.cpu']).toBeGreaterThan(7)
  expect(least['requests.cpu']).toBeLessThan(10)
  expect(least['limits.memory'] / 2 ** 30).toBeGreaterThan(20)
  expect(least['limits.memory'] / 2 ** 30).toBeLessThan(30)
  expect(most['limits.cpu']).toBeGreaterThan(50)
  expect(most['limits.cpu']).toBeLessThan(65)
  expect(most['limits.memory'] / 2 ** 30).toBeGreaterThan(65)
  expect(most['limits.memory'] / 2 ** 30).toBeLessThan(100)
  expect(least['requests.storage'] / 2 ** 30).toBeGreaterThan(110)
  expect(most['limits.memory'] / 2 ** 30).toBeGreaterThan(65)
  expect(most['limits.memory'] / 2 ** 30).toBeLessThan(100)
  expect(least['requests.storage'] / 2 ** 30).toBeLessThan(135)
})

test('edge: an Ingress, a certificate of Let’s Encrypt, CORS, a rate limit, security headers', () => {
  const [certificate] = objects.filter(({ kind }) => kind === 'Certificate')
  expect(certificate?.body).toMatchObject({ spec: { issuerRef: { name: 'letsencrypt' } } })
  expect(objects.filter(({ kind }) => kind === 'Ingress')).toHaveLength(1)
  const { data = {} } = the<IConfigMap>(objects, 'ConfigMap', 'cloudretail-edge')
  const nginx = Object.values(data).join('\n')
  expect(nginx).toContain('limit_req_zone')
  expect(nginx).toContain('https://www.cloudretail.example.com')
  for (const header of ['X-Frame-Options', 'X-Content-Type-Options', 'Content-Security-Policy'])
    expect(nginx).toContain(header)
})

test('cluster: ResourceQuota, LimitRange, priority classes, replicas apart, updates without a gap', () => {
  const kinds = objects.map(({ kind }) => kind)
  for (const kind of ['ResourceQuota', 'LimitRange', 'PriorityClass']) expect(kinds).toContain(kind)
  for (const { name } of each) {
    const { strategy, template } = deployments[name]?.spec ?? {}
    expect(strategy?.rollingUpdate).toEqual({ maxSurge: 1, maxUnavailable: 0 })
    expect(template?.spec?.affinity?.podAntiAffinity).toBeDefined()
    const isCritical = ['order', 'payment', 'api-gateway'].includes(name)
    const suffix = isCritical ? 'critical' : 'standard'
    expect(template?.spec?.priorityClassName).toBe(`cloudretail.cloudretail.${suffix}`)
  }
})

test.each(each)('$name is asked for /health and /ready, and pauses before it stops', ({ name }) => {
  const { startupProbe, livenessProbe, readinessProbe, lifecycle } = container(name)
  expect([startupProbe, livenessProbe].map((probe) => probe?.httpGet?.path)).toEqual([
    '/health',
    '/health',
  ])
  expect(readinessProbe?.httpGet?.path).toBe('/ready')
  expect(lifecycle?.preStop).toBeDefined()
})

test.each(each)('$name has the annotations of Prometheus, which is let in', ({ name, port }) => {
  expect(deployments[name]?.spec?.template.metadata?.annotations).toMatchObject({
    'prometheus.io/scrape': 'true',
    'prometheus.io/port': String(port),
    'prometheus.io/path': '/metrics',
  })
  const own = Object.entries(policies).filter(([policy]) => policy.startsWith(`${name}-`))
  const from = own.flatMap(([, { spec }]) => spec?.ingress?.flatMap((rule) => rule.from ?? []))
  expect(from).toContainEqual({
    namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'monitoring' } },
  })
})

test('network: what no policy allows is denied, both ways', () => {
  expect(policies['default-deny']?.spec?.policyTypes).toEqual(['Ingress', 'Egress'])
})

test.each(each)('$name knows region, zone and cluster, and is labelled with them', ({ name }) => {
  const place = { region: 'eu-central-1', zone: 'eu-central-1a', cluster: 'cloudretail-1' }
  expect(deployments[name]?.spec?.template.metadata?.labels).toMatchObject(place)
  const env = container(name).env?.map(({ name: variable, value }) => [variable, value])
  expect(Object.fromEntries(env ?? [])).toMatchObject({
    REGION: place.region,
    AVAILABILITY_ZONE: place.zone,
    CLUSTER_NAME: place.cluster,
  })
})
