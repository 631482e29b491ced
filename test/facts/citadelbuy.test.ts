import type { ICronJob } from 'kubernetes-models/batch/v1/CronJob'
import type { IJob } from 'kubernetes-models/batch/v1/Job'
import type { IConfigMap } from 'kubernetes-models/v1/ConfigMap'
import type { IPersistentVolumeClaim } from 'kubernetes-models/v1/PersistentVolumeClaim'
import { expect, test } from 'vitest'
import { profilesOf } from '../../src/chart/profiles.ts'
import { at } from '../../src/verify/fields.ts'
import { examplePlan, renderExample } from '../examples/example.ts'
import { named, the } from './objects.ts'
import { restricted, systemOf } from './system.ts'

const objects = await renderExample('citadelbuy', 'production')
const { autoscalers, container, deployments, pods, policies, scaledBy, statefulSets } =
  systemOf(objects)

const amounts = (component: string, name = component): unknown => {
  const { requests, limits } = container(component, name).resources ?? {}
  return [requests?.['cpu'], requests?.['memory'], limits?.['cpu'], limits?.['memory']].map(String)
}

test('api: 3 to 10 pods, resources, probes, image', () => {
  const { minReplicas, maxReplicas } = autoscalers['api']?.spec ?? {}
  expect([minReplicas, maxReplicas]).toEqual([3, 10])
  expect(amounts('api')).toEqual(['250m', '256Mi', '500m', '512Mi'])
  const { livenessProbe, readinessProbe, image } = container('api')
  expect([livenessProbe, readinessProbe].map((probe) => probe?.httpGet?.path)).toEqual([
    '/health/live',
    '/health/ready',
  ])
  expect(image).toBe('citadelplatforms/citadelbuy-ecommerce:backend-v2.0.0')
})

test('api: Prometheus is told of /metrics, and let in', () => {
  expect(deployments['api']?.spec?.template.metadata?.annotations).toMatchObject({
    'prometheus.io/path': '/metrics',
  })
  expect(JSON.stringify(policies)).toContain('citadelbuy-monitoring')
})

test('web: 3 to 20 pods, resources, /api/health', () => {
  const { minReplicas, maxReplicas } = autoscalers['web']?.spec ?? {}
  expect([minReplicas, maxReplicas]).toEqual([3, 20])
  expect(amounts('web')).toEqual(['200m', '256Mi', '400m', '512Mi'])
  const { livenessProbe, readinessProbe } = container('web')
  expect([livenessProbe, readinessProbe].map((probe) => probe?.httpGet?.path)).toEqual([
    '/api/health',
    '/api/health',
  ])
})

test.each(['api', 'web'])('%s scales at 70 % CPU and 80 % memory', (name) => {
  expect(scaledBy(name)).toEqual([
    ['cpu', 70],
    ['memory', 80],
  ])
})

const claims = named<IPersistentVolumeClaim>(objects, 'PersistentVolumeClaim')

test('PostgreSQL: 20Gi, resources, an exporter on 9187', () => {
  expect(claims['postgresql-data']?.spec?.resources?.requests?.['storage']).toBe('20Gi')
  expect(amounts('postgresql')).toEqual(['500m', '512Mi', '2', '2Gi'])
  const { ports } = container('postgresql', 'exporter')
  expect(ports?.map(({ containerPort }) => containerPort)).toEqual([9187])
})

test('Redis: StatefulSet, 10Gi, resources, 1 GB at the most with allkeys-lru, append-only file', () => {
  expect(statefulSets['redis']?.spec?.replicas).toBe(1)
  expect(claims['redis-data']?.spec?.resources?.requests?.['storage']).toBe('10Gi')
  expect(amounts('redis')).toEqual(['250m', '512Mi', '1', '2Gi'])
  const { data } = the<IConfigMap>(objects, 'ConfigMap', 'citadelbuy-redis')
  const config = Object.values(data ?? {}).join('\n')
  for (const line of ['maxmemory 1gb', 'maxmemory-policy allkeys-lru', 'appendonly yes'])
    expect(config).toContain(line)
})

test('Elasticsearch: an exporter on 9114', () => {
  const { ports } = container('elasticsearch', 'exporter')
  expect(ports?.map(({ containerPort }) => containerPort)).toEqual([9114])
})

test('Redis: an exporter on 9121', () => {
  const { ports } = container('redis', 'exporter')
  expect(ports?.map(({ containerPort }) => containerPort)).toEqual([9121])
})

test('Elasticsearch: 30Gi, resources, a heap of 1 GB by ES_JAVA_OPTS', () => {
  const [claim] = statefulSets['elasticsearch']?.spec?.volumeClaimTemplates ?? []
  expect(claim?.spec?.resources?.requests?.['storage']).toBe('30Gi')
  expect(amounts('elasticsearch')).toEqual(['1', '2Gi', '2', '4Gi'])
  const options = container('elasticsearch').env?.find(({ name }) => name === 'ES_JAVA_OPTS')
  expect(options?.value).toMatch(/-Xms1024m -Xmx1024m|-Xms1g -Xmx1g/)
})

test('rate limits a minute: public 300, API 100, search 200, auth 10, payment 20; half as much again when signed in', () => {
  const { data } = the<IConfigMap>(objects, 'ConfigMap', 'citadelbuy-gateway')
  const nginx = Object.values(data ?? {}).join('\n')
  const rates = [...nginx.matchAll(/zone=(\w+):\S+ rate=(\d+)r\/m/g)].map(([, zone, rate]) => [
    zone,
    Number(rate),
  ])
  expect(Object.fromEntries(rates)).toEqual({
    public: 300,
    public_signed_in: 450,
    api: 100,
    api_signed_in: 150,
    search: 200,
    search_signed_in: 300,
    auth: 10,
    auth_signed_in: 15,
    payment: 20,
    payment_signed_in: 30,
  })
})

test('rate limits of the program: RATE_LIMIT_TTL and its like', () => {
  const { data } = the<IConfigMap>(objects, 'ConfigMap', 'citadelbuy-api')
  expect(data).toMatchObject({
    RATE_LIMIT_TTL: '60000',
    RATE_LIMIT_MAX_REQUESTS: '100',
    RATE_LIMIT_AUTH_MAX: '10',
    RATE_LIMIT_PAYMENT_MAX: '20',
  })
})

test('secrets: passwords of the stores, JWT and session, keys of third parties', () => {
  const secret = (container('api').env ?? [])
    .filter(({ valueFrom }) => valueFrom?.secretKeyRef)
    .map(({ name }) => name)
  for (const name of [
    'DATABASE_PASSWORD',
    'REDIS_PASSWORD',
    'ELASTICSEARCH_PASSWORD',
    'JWT_SECRET',
    'SESSION_SECRET',
    'STRIPE_SECRET_KEY',
    'MAIL_API_KEY',
  ])
    expect(secret).toContain(name)
})

test('jobs: a migration', () => {
  const jobs = Object.entries(named<IJob>(objects, 'Job'))
  const commands = jobs
    .filter(([name]) => name.startsWith('api-migrate-'))
    .map(([, { spec }]) => spec?.template.spec?.containers[0]?.command)
  expect(commands).toEqual([['npm', 'run', 'migration:run']])
})

test('jobs: a daily backup of PostgreSQL', () => {
  const { schedule, jobTemplate } =
    the<ICronJob>(objects, 'CronJob', 'citadelbuy-postgresql-backup').spec ?? {}
  const { initContainers, containers } = jobTemplate?.spec?.template.spec ?? {}
  expect(schedule).toBe('30 2 * * *')
  expect([...(initContainers ?? []), ...(containers ?? [])].map(({ name }) => name)).toEqual([
    'dump',
    'upload',
  ])
})

test('jobs: a VolumeSnapshot, once the values name one', async () => {
  const values = { postgresql: { volumeSnapshots: { take: { 'before-upgrade': 'data' } } } }
  const taken = await renderExample('citadelbuy', 'production', { values })
  const snapshot = the<object>(taken, 'VolumeSnapshot', 'citadelbuy-postgresql-before-upgrade')
  expect(at(snapshot, 'spec', 'source', 'persistentVolumeClaimName')).toBe(
    'citadelbuy-postgresql-data',
  )
  expect(objects.filter(({ kind }) => kind === 'VolumeSnapshot')).toEqual([])
})

test('tiers: labels of the stores', () => {
  const tier = (name: string): unknown =>
    (deployments[name] ?? statefulSets[name])?.spec?.template.metadata?.labels?.['tier']
  expect(['postgresql', 'redis', 'elasticsearch'].map(tier)).toEqual([
    'database',
    'cache',
    'search',
  ])
})

test('Prometheus: 50Gi, 30 days, every 15 s; API server, nodes, pods and the exporters', () => {
  expect(claims['citadelbuy-prometheus-data']?.spec?.resources?.requests?.['storage']).toBe('50Gi')
  expect(claims['citadelbuy-prometheus-data']?.metadata?.namespace).toBe('citadelbuy-monitoring')
  const { data } = the<IConfigMap>(objects, 'ConfigMap', 'citadelbuy-prometheus')
  const config = data?.['prometheus.yml'] ?? ''
  for (const text of ['time: 30d', 'scrape_interval: 15s', 'role: pod', 'role: node', 'apiserver'])
    expect(config).toContain(text)
})

test('Grafana: 10Gi; dashboards of API, database and infrastructure', () => {
  expect(claims['citadelbuy-grafana-data']?.spec?.resources?.requests?.['storage']).toBe('10Gi')
  const { data = {} } = the<IConfigMap>(objects, 'ConfigMap', 'citadelbuy-grafana-dashboards')
  expect(Object.keys(data)).toEqual(
    expect.arrayContaining(['api.json', 'database.json', 'infrastructure.json']),
  )
})

test('alerts: in categories, to Slack and by mail', () => {
  const { data = {} } = the<IConfigMap>(objects, 'ConfigMap', 'citadelbuy-prometheus-rules')
  expect(Object.keys(data).map((file) => file.replace('.yaml', ''))).toEqual([
    'availability',
    'api',
    'resources',
    'database',
    'redis',
    'elasticsearch',
    'container',
    'kubernetes',
    'backups',
  ])
  const { data: config } = the<IConfigMap>(objects, 'ConfigMap', 'citadelbuy-alertmanager')
  expect(config?.['alertmanager.yml']).toMatch(/slack_configs[^]*email_configs/)
})

test('security: every pod is restricted', () => {
  expect(pods.length).toBeGreaterThan(8)
  for (const pod of pods) expect(pod).toEqual(restricted)
})

test('security: each component has an account of its own, and Prometheus alone has rights', () => {
  const rights = objects.filter(({ kind }) => /^(Cluster)?RoleBinding$/.test(kind))
  const subjects = rights.flatMap(({ body }) => at(body, 'subjects') as readonly { name: string }[]) // as RBAC has it
  expect(new Set(subjects.map(({ name }) => name))).toEqual(new Set(['citadelbuy-prometheus']))
})

test('namespaces: citadelbuy and citadelbuy-monitoring', () => {
  expect(new Set(objects.map(({ namespace }) => namespace))).toEqual(
    new Set(['citadelbuy', 'citadelbuy-monitoring']),
  )
})

test('profiles: development and production', async () => {
  const profiles = profilesOf(await examplePlan('citadelbuy')).map(({ name }) => name)
  expect(profiles).toEqual(['development', 'production'])
})

test('security: what no policy allows is denied, and no pod but that of Prometheus has a token', () => {
  expect(policies['default-deny']?.spec?.policyTypes).toEqual(['Ingress', 'Egress'])
  const all = Object.entries({ ...deployments, ...statefulSets })
  const withToken = all.filter(([, { spec }]) => spec?.template.spec?.automountServiceAccountToken)
  expect(withToken.map(([name]) => name)).toEqual(['citadelbuy-prometheus'])
})
