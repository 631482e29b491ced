import type { IHorizontalPodAutoscaler } from 'kubernetes-models/autoscaling/v2/HorizontalPodAutoscaler'
import type { IJob } from 'kubernetes-models/batch/v1/Job'
import type { IPodDisruptionBudget } from 'kubernetes-models/policy/v1/PodDisruptionBudget'
import type { IConfigMap } from 'kubernetes-models/v1/ConfigMap'
import type { IService } from 'kubernetes-models/v1/Service'
import { expect, test } from 'vitest'
import { containerOf, deploymentOf, ofServices, prod, services } from './ecommerce.ts'
import { mapped, named, the } from './objects.ts'

const autoscalers = named<IHorizontalPodAutoscaler>(prod, 'HorizontalPodAutoscaler')

test('services: so many pods, each behind a ClusterIP Service', () => {
  const found = ofServices((name) => {
    const { spec } = the<IService>(prod, 'Service', `ecommerce-${name}`)
    return [autoscalers[name]?.spec?.minReplicas, spec?.type, spec?.ports?.[0]?.port]
  })
  expect(found).toEqual({
    catalog: [3, 'ClusterIP', 8001],
    cart: [2, 'ClusterIP', 8002],
    orders: [3, 'ClusterIP', 8003],
    payments: [2, 'ClusterIP', 8004],
    inventory: [3, 'ClusterIP', 8005],
    users: [2, 'ClusterIP', 8006],
  })
})

test.each(services)('services: the Service of %s leads to its pods', (name) => {
  const { spec } = the<IService>(prod, 'Service', `ecommerce-${name}`)
  expect(deploymentOf(name).spec?.template.metadata?.labels).toMatchObject(spec?.selector ?? {})
  expect(containerOf(name).ports).toEqual([
    { name: spec?.ports?.[0]?.targetPort, containerPort: spec?.ports?.[0]?.port, protocol: 'TCP' },
  ])
})

test.each(services)('services: %s has a ConfigMap, a Secret and probes', (name) => {
  const { env, envFrom, livenessProbe, readinessProbe } = containerOf(name)
  const reference = `ecommerce-${name}`
  expect(envFrom).toEqual([{ configMapRef: { name: reference } }])
  expect(the<IConfigMap>(prod, 'ConfigMap', reference).data).toEqual({ LOG_LEVEL: 'info' })
  expect(env?.filter(({ valueFrom }) => valueFrom?.secretKeyRef)).not.toEqual([])
  expect([livenessProbe?.httpGet?.path, readinessProbe?.httpGet?.path]).toEqual([
    '/health',
    '/ready',
  ])
})

test('resources', () => {
  const resources = {
    requests: { cpu: '250m', memory: '256Mi' },
    limits: { cpu: '500m', memory: '512Mi' },
  }
  expect(ofServices((name) => containerOf(name).resources)).toEqual(ofServices(() => resources))
})

test('autoscaling: up to 10 pods at 70 % CPU, in place of a fixed number', () => {
  const found = ofServices((name) => [
    autoscalers[name]?.apiVersion,
    autoscalers[name]?.spec?.maxReplicas,
    autoscalers[name]?.spec?.metrics,
    deploymentOf(name).spec?.replicas,
  ])
  const cpu = { name: 'cpu', target: { type: 'Utilization', averageUtilization: 70 } }
  const metrics = [{ type: 'Resource', resource: cpu }]
  expect(found).toEqual(ofServices(() => ['autoscaling/v2', 10, metrics, undefined]))
})

test('disruption: 2 pods stay where there are 3, and a node can always be drained', () => {
  const budgets = named<IPodDisruptionBudget>(prod, 'PodDisruptionBudget')
  const { rabbitmq, ...others } = mapped(budgets, ({ spec }) => spec?.minAvailable)
  expect(others).toEqual({
    catalog: 2,
    cart: 1,
    orders: 2,
    payments: 1,
    inventory: 2,
    users: 1,
    gateway: 2,
  })
  expect([rabbitmq, budgets['rabbitmq']?.spec?.maxUnavailable]).toEqual([undefined, 1])
  for (const [name, minAvailable] of Object.entries(others)) {
    expect(autoscalers[name]?.spec?.minReplicas, name).toBeGreaterThan(Number(minAvailable))
  }
})

test('migrations: a Job for each service that owns a database, as its image', () => {
  const jobs = named<IJob>(prod, 'Job')
  const migrations = Object.entries(jobs).filter(([name]) => name.includes('-migrate-'))
  const found = migrations.map(([name, { spec }]) => {
    const [container] = spec?.template.spec?.containers ?? []
    const [firstWait] = spec?.template.spec?.initContainers ?? []
    const owner = name.replace(/-migrate-[0-9a-f]{8}$/, '')
    return [owner, container?.image, container?.command?.join(' '), firstWait?.name]
  })
  const owners = ['catalog', 'inventory', 'orders', 'users']
  expect(found.toSorted()).toEqual(
    owners.map((name) => [
      name,
      `ecommerce/${name}:1.0.0`,
      'python -m alembic upgrade head',
      'wait-for-postgresql',
    ]),
  )
})

test('deployment: no pod goes before a new one is ready, and old versions are kept', () => {
  const found = ofServices((name) => {
    const { strategy, revisionHistoryLimit = 0 } = deploymentOf(name).spec ?? {}
    return [strategy, revisionHistoryLimit > 0]
  })
  const rolling = { type: 'RollingUpdate', rollingUpdate: { maxSurge: 1, maxUnavailable: 0 } }
  expect(found).toEqual(ofServices(() => [rolling, true]))
})
