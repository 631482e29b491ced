import type { ICronJob } from 'kubernetes-models/batch/v1/CronJob'
import type { IConfigMap } from 'kubernetes-models/v1/ConfigMap'
import type { IPersistentVolumeClaim } from 'kubernetes-models/v1/PersistentVolumeClaim'
import { expect, test } from 'vitest'
import { demandOf } from '../../src/verify/demand/demand.ts'
import { toRelease } from '../../src/verify/rules/release.ts'
import { renderExample } from '../examples/example.ts'
import { named, the } from './objects.ts'
import { restricted, systemOf } from './system.ts'

const objects = await renderExample('three-tier', 'production')
const system = systemOf(objects)
const { autoscalers, container, deployments, services } = system

/** How a Service is reached. */
const typeOf = (name: string): string | undefined => {
  const { type, clusterIP } = services[name]?.spec ?? {}
  return clusterIP === 'None' ? 'Headless' : type
}

const nodePortOf = (name: string): number | undefined => services[name]?.spec?.ports?.[0]?.nodePort

test('namespace: ecommerce-platform', () => {
  expect(new Set(objects.map(({ namespace }) => namespace))).toEqual(
    new Set(['ecommerce-platform']),
  )
})

test('frontend: three nginx pods with their own configuration and pages', () => {
  expect(deployments['frontend-blue']?.spec?.replicas).toBe(3)
  const nginx = container('frontend-blue', 'frontend')
  expect(nginx.image).toMatch(/^nginxinc\/nginx-unprivileged:/)
  const mounts = nginx.volumeMounts?.map(({ mountPath }) => mountPath)
  expect(mounts).toEqual(expect.arrayContaining(['/etc/nginx/conf.d', '/usr/share/nginx/html']))
  const { data } = the<IConfigMap>(objects, 'ConfigMap', 'ecommerce-platform-frontend-files')
  expect(Object.values(data ?? {}).join('\n')).toContain('<title>Shop</title>')
})

test('frontend: a log collector and a metrics exporter beside nginx', () => {
  expect(container('frontend-blue', 'logs').restartPolicy).toBe('Always')
  expect(container('frontend-blue', 'exporter').ports?.map((port) => port.containerPort)).toEqual([
    9113,
  ])
})

test('frontend: LoadBalancer, NodePort and ClusterIP', () => {
  expect(typeOf('frontend-public')).toBe('LoadBalancer')
  expect(typeOf('frontend-internal')).toBe('ClusterIP')
  expect(typeOf('frontend-blue')).toBe('NodePort')
})

test('blue-green: fixed node ports for both, and one Service that switches by the label environment', () => {
  expect(['frontend-blue', 'frontend-green'].map(nodePortOf)).toEqual([30_180, 30_181])
  for (const colour of ['blue', 'green'])
    expect(services[`frontend-${colour}`]?.spec?.selector).toMatchObject({ environment: colour })
  for (const name of ['frontend', 'frontend-public'])
    expect(services[name]?.spec?.selector).toMatchObject({ environment: 'blue' })
})

test('backend: port 8080, two to ten pods at 70 % CPU', () => {
  expect(services['backend']?.spec?.ports?.map(({ port }) => port)).toEqual([8080])
  const { minReplicas, maxReplicas, metrics } = autoscalers['backend']?.spec ?? {}
  expect([minReplicas, maxReplicas, metrics?.[0]?.resource?.target.averageUtilization]).toEqual([
    2, 10, 70,
  ])
})

test('backend: four pods where load does not set their number', async () => {
  const defaults = systemOf(await renderExample('three-tier', 'defaults'))
  const { minReplicas, maxReplicas } = defaults.autoscalers['backend']?.spec ?? {}
  expect([minReplicas, maxReplicas]).toEqual([4, 4])
})

test('backend: a connection pooler in each pod, to which the API connects', () => {
  expect(container('backend', 'pgbouncer').restartPolicy).toBe('Always')
  const url = container('backend').env?.find(({ name }) => name === 'DATABASE_URL')?.value
  expect(url).toContain('@127.0.0.1:6432/')
})

test('a circuit breaker stands where the API is called: in the pods of the frontend', () => {
  expect(container('frontend-blue', 'circuit-breaker').restartPolicy).toBe('Always')
  const { env } = container('frontend-blue', 'prepare-site')
  expect(env).toEqual([{ name: 'BACKEND_URL', value: 'http://127.0.0.1:8180' }])
})

test('backend: ClusterIP and NodePort', () => {
  expect(typeOf('backend')).toBe('ClusterIP')
  expect(typeOf('backend-node')).toBe('NodePort')
})

test('database: PostgreSQL 15 with settings of its own, an exporter on 9187', () => {
  expect(container('database', 'postgresql').image).toContain('postgres:15.')
  const { data } = the<IConfigMap>(objects, 'ConfigMap', 'ecommerce-platform-database')
  expect(data?.['postgresql.conf']).toContain("shared_buffers = '256MB'")
  expect(container('database', 'exporter').ports?.map((port) => port.containerPort)).toEqual([9187])
})

test('database: a backup of every day, on a volume', () => {
  const { spec } = the<ICronJob>(objects, 'CronJob', 'ecommerce-platform-database-backup')
  expect(spec?.schedule).toBe('30 2 * * *')
  expect(spec?.jobTemplate.spec?.template.spec?.volumes).toContainEqual({
    name: 'repository',
    persistentVolumeClaim: { claimName: 'database-backups' },
  })
})

test('database: headless, read-only ClusterIP, NodePort', () => {
  const headless = Object.values(services).filter(({ spec }) => spec?.clusterIP === 'None')
  expect(headless.length).toBeGreaterThan(0)
  expect(typeOf('database-readonly')).toBe('ClusterIP')
  expect(typeOf('database-node')).toBe('NodePort')
})

test('database: users, products, orders and order_items with indexes, made before the API starts', () => {
  const job = 'ecommerce-platform-database-provision'
  const { data = {} } = the<IConfigMap>(objects, 'ConfigMap', job)
  const sql = data['files.database.schema.sql'] ?? ''
  expect(data['sql-backend.sql']).toContain('\\i /etc/provision/files.database.schema.sql')
  for (const table of ['users', 'products', 'orders', 'order_items'])
    expect(sql).toContain(`CREATE TABLE IF NOT EXISTS ${table} (`)
  expect(sql.match(/CREATE INDEX/g)).toHaveLength(3)
})

test('init containers: schema, directories, dependencies, configuration', () => {
  const names = (deployment: string): unknown =>
    deployments[deployment]?.spec?.template.spec?.initContainers?.map(({ name }) => name)
  expect(names('backend')).toEqual(
    expect.arrayContaining(['wait-for-database', 'wait-for-redis', 'directories']),
  )
  expect(names('frontend-blue')).toContain('prepare-site')
})

test('init containers: the schema is a Job’s, made once for all pods, which wait for it', () => {
  const { env } = container('backend', 'wait-for-database')
  const query = env?.find(({ name }) => name === 'READY_QUERY')?.valueFrom?.configMapKeyRef
  const { data = {} } = the<IConfigMap>(objects, 'ConfigMap', query?.name ?? '')
  expect(data[query?.key ?? '']).toBe('SELECT FROM provisioning.files')
})

test('storage: the class fast-ssd', () => {
  const claims = named<IPersistentVolumeClaim>(objects, 'PersistentVolumeClaim')
  expect(Object.values(claims).map(({ spec }) => spec?.storageClassName)).toEqual([
    'fast-ssd',
    'fast-ssd',
  ])
})

test('all of it fits into 4 CPU and 8 GB', () => {
  const { most } = demandOf(toRelease(objects)).running
  expect(most['requests.cpu']).toBeLessThanOrEqual(4)
  expect(most['requests.memory']).toBeLessThanOrEqual(8 * 2 ** 30)
})

test('frontend: hands what begins with /api to the backend', () => {
  const { data } = the<IConfigMap>(objects, 'ConfigMap', 'ecommerce-platform-frontend-files')
  expect(Object.values(data ?? {}).join('\n')).toMatch(
    /location \/api\/ \{\s+proxy_pass \$\{BACKEND_URL\};/,
  )
})

test('security: every pod is restricted, the programs of ours as user 1000', () => {
  expect(system.pods.length).toBeGreaterThan(6)
  for (const pod of system.pods) expect(pod).toEqual(restricted)
  for (const name of ['frontend-blue', 'backend'])
    expect(deployments[name]?.spec?.template.spec?.securityContext?.runAsUser).toBe(1000)
})

test('security: a network in which nothing is open that no policy opens', () => {
  expect(system.policies['default-deny']?.spec?.policyTypes).toEqual(['Ingress', 'Egress'])
  expect(system.reached('frontend-blue')).toEqual(['backend'])
  expect(system.reached('backend')).toEqual(['database', 'redis'])
})

test('security: each component has an account of its own, with no rights and no token', () => {
  const accounts = system.pods.map(({ serviceAccountName }) => serviceAccountName)
  const names = ['backend', 'database', 'frontend', 'redis'].map(
    (name) => `ecommerce-platform-${name}`,
  )
  expect([...new Set(accounts)].toSorted()).toEqual(expect.arrayContaining(names))
  expect(system.pods.map((pod) => pod.automountServiceAccountToken)).toEqual(
    system.pods.map(() => false),
  )
  expect(objects.filter(({ kind }) => /Role/.test(kind))).toEqual([])
})

test('probes: startup, liveness and readiness', () => {
  for (const [pod, name] of [
    ['frontend-blue', 'frontend'],
    ['backend', 'backend'],
  ] as const) {
    const { startupProbe, livenessProbe, readinessProbe } = container(pod, name)
    expect(
      [startupProbe, livenessProbe, readinessProbe].map((probe) => probe?.httpGet?.path),
    ).toEqual(['/health', '/health', '/ready'])
  }
})

test('environment: DATABASE_URL, REDIS_URL, JWT_SECRET, API_RATE_LIMIT, LOG_LEVEL', () => {
  const { data } = the<IConfigMap>(objects, 'ConfigMap', 'ecommerce-platform-backend')
  const names = [
    ...(container('backend').env ?? []).map(({ name }) => name),
    ...Object.keys(data ?? {}),
  ]
  for (const name of ['DATABASE_URL', 'REDIS_URL', 'JWT_SECRET', 'API_RATE_LIMIT', 'LOG_LEVEL'])
    expect(names).toContain(name)
})

test('environment: JWT_SECRET is from a Secret', () => {
  const variable = container('backend').env?.find(({ name }) => name === 'JWT_SECRET')
  expect(variable?.valueFrom).toEqual({
    secretKeyRef: { name: 'ecommerce-platform-backend-auth', key: 'jwt-secret' },
  })
})

test('scheduling: replicas keep apart', () => {
  for (const name of ['frontend-blue', 'backend'])
    expect(deployments[name]?.spec?.template.spec?.affinity?.podAntiAffinity).toBeDefined()
})
