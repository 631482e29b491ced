import type { IJob } from 'kubernetes-models/batch/v1/Job'
import type { IIngress } from 'kubernetes-models/networking.k8s.io/v1/Ingress'
import type { IConfigMap } from 'kubernetes-models/v1/ConfigMap'
import { expect, test } from 'vitest'
import { at } from '../../src/verify/fields.ts'
import { renderExample } from '../examples/example.ts'
import { named, the } from './objects.ts'
import { restricted, systemOf } from './system.ts'

const objects = await renderExample('demo-app', 'production')
const { autoscalers, container, deployments, pods, reached, scaledBy, services, statefulSets } =
  systemOf(objects)

const programs = {
  user: { path: '/api/users', port: 5000, uses: ['mongodb', 'redis'] },
  product: { path: '/api/products', port: 5000, uses: ['elasticsearch', 'mongodb', 'redis'] },
  order: { path: '/api/orders', port: 5000, uses: ['kafka', 'postgres'] },
  analytics: { path: '/api/analytics', port: 8080, uses: ['cassandra', 'elasticsearch', 'kafka'] },
  notification: { path: '/api/notifications', port: 3000, uses: ['kafka', 'redis'] },
} as const
const each = Object.entries(programs).map(([name, facts]) => ({ name, ...facts }))

/** The text variables of a component's container. */
const variables = (component: string): Readonly<Record<string, string | undefined>> =>
  Object.fromEntries((container(component).env ?? []).map(({ name, value }) => [name, value]))

test('namespace demo-app, host demo-app.local', () => {
  expect(new Set(objects.map(({ namespace }) => namespace))).toEqual(new Set(['demo-app']))
  const { spec } = the<IIngress>(objects, 'Ingress', 'demo-app-gateway')
  expect(spec?.rules?.map(({ host }) => host)).toEqual(['demo-app.local'])
})

test.each(each)('$name listens on $port and uses $uses, and no other', ({ name, port, uses }) => {
  expect(services[name]?.spec?.ports?.map((one) => one.port)).toEqual([port])
  expect(reached(name)).toEqual(uses)
})

test.each(each)('$path leads to $name, whose health is asked for at /health', ({ name, path }) => {
  const { data = {} } = the<IConfigMap>(objects, 'ConfigMap', 'demo-app-gateway')
  const nginx = Object.values(data).join('\n')
  expect(nginx).toContain(`location ${path}/ {`)
  expect(nginx).toContain(`demo-app-${name}.demo-app.svc`)
  const { startupProbe, livenessProbe, readinessProbe } = container(name)
  for (const probe of [startupProbe, livenessProbe, readinessProbe])
    expect(probe?.httpGet?.path).toBe('/health')
})

test('stores are StatefulSets, each of them', () => {
  expect(Object.keys(statefulSets).toSorted()).toEqual([
    'cassandra',
    'elasticsearch',
    'kafka',
    'mongodb',
    'postgres',
    'redis',
    'zookeeper',
  ])
})

test('Kafka keeps its metadata in ZooKeeper, and is the last version that can', () => {
  expect(reached('kafka')).toEqual(['zookeeper'])
  expect(container('kafka').image).toMatch(/^docker\.io\/apache\/kafka:3\.9\./)
})

test('topics: app-events and notifications, which orders are published to', () => {
  const { data = {} } = the<IConfigMap>(objects, 'ConfigMap', 'demo-app-kafka-provision')
  const script = Object.values(data).join('\n')
  for (const topic of ['app-events', 'notifications']) expect(script).toContain(topic)
  for (const name of ['order', 'analytics', 'notification'])
    expect(Object.keys(variables(name))).toEqual(
      expect.arrayContaining(['KAFKA_BROKERS', 'KAFKA_USERNAME', 'KAFKA_PASSWORD']),
    )
})

test.each(each)('$name has 2 to 10 pods, at 70 % CPU', ({ name }) => {
  const { minReplicas, maxReplicas } = autoscalers[name]?.spec ?? {}
  expect([minReplicas, maxReplicas]).toEqual([2, 10])
  expect(scaledBy(name)).toEqual([['cpu', 70]])
})

test.each(each)('$name is updated with one pod more, and none less', ({ name }) => {
  expect(deployments[name]?.spec?.strategy?.rollingUpdate).toEqual({
    maxSurge: 1,
    maxUnavailable: 0,
  })
})

test('secrets: order knows username and password of PostgreSQL from the Secret postgres-credentials', () => {
  const env = container('order').env ?? []
  const from = (variable: string): unknown => env.find(({ name }) => name === variable)?.valueFrom
  for (const key of ['username', 'password'])
    expect(from(`DATABASE_${key.toUpperCase()}`)).toEqual({
      secretKeyRef: { name: 'postgres-credentials', key },
    })
})

test('secrets: postgres-credentials has the user whom PostgreSQL is given', async () => {
  const values = {
    global: {
      secrets: { provider: 'externalSecrets', externalSecrets: { storeRef: { name: 'vault' } } },
    },
  }
  const filled = await renderExample('demo-app', 'production', { values })
  const secret = the<object>(filled, 'ExternalSecret', 'postgres-credentials')
  expect(at(secret, 'spec', 'target', 'template', 'data', 'username')).toBe('order')
  const jobs = Object.entries(named<IJob>(objects, 'Job'))
  const [, job] = jobs.find(([name]) => name.startsWith('postgres-provision-')) ?? []
  const clients = job?.spec?.template.spec?.volumes?.find(({ name }) => name === 'clients')
  expect(clients?.projected?.sources).toEqual([
    { secret: { name: 'postgres-credentials', items: [{ key: 'password', path: 'order' }] } },
  ])
})

test('security: every pod is restricted', () => {
  expect(pods.length).toBeGreaterThan(12)
  for (const pod of pods) expect(pod).toEqual(restricted)
})

test('next steps: a certificate by cert-manager', () => {
  const [certificate] = objects.filter(({ kind }) => kind === 'Certificate')
  expect(certificate?.body).toMatchObject({ spec: { issuerRef: { name: 'letsencrypt' } } })
})
