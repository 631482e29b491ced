import type { IStatefulSet } from 'kubernetes-models/apps/v1/StatefulSet'
import type { IConfigMap } from 'kubernetes-models/v1/ConfigMap'
import type { IPersistentVolumeClaim } from 'kubernetes-models/v1/PersistentVolumeClaim'
import type { IService } from 'kubernetes-models/v1/Service'
import { expect, test } from 'vitest'
import { containerOf, deploymentOf, ofServices, prod, services } from './ecommerce.ts'
import { named, the } from './objects.ts'

const configMaps = named<IConfigMap>(prod, 'ConfigMap')
const file = (configMap: string, name: string): string => configMaps[configMap]?.data?.[name] ?? ''

test('PostgreSQL: one pod of a StatefulSet with 20Gi, and a database for each of four services', () => {
  const { spec } = the<IStatefulSet>(prod, 'StatefulSet', 'ecommerce-postgresql')
  const claim = 'ecommerce-postgresql-data'
  expect(spec?.replicas).toBe(1)
  expect(spec?.template.spec?.volumes).toContainEqual({
    name: 'data',
    persistentVolumeClaim: { claimName: claim },
  })
  expect(storageOf(the<IPersistentVolumeClaim>(prod, 'PersistentVolumeClaim', claim))).toBe('20Gi')
  expect(connected('postgresql', 'database')).toEqual(['catalog', 'inventory', 'orders', 'users'])
})

test('Redis: a Deployment that writes every change to a file on a volume', () => {
  const { spec } = deploymentOf('redis')
  expect(file('redis', 'redis.conf')).toMatch(/^appendonly yes$/m)
  expect(file('redis', 'redis.conf')).toMatch(/^dir \/data$/m)
  expect(containerOf('redis').volumeMounts).toContainEqual({ name: 'data', mountPath: '/data' })
  expect(spec?.template.spec?.volumes).toContainEqual({
    name: 'data',
    persistentVolumeClaim: { claimName: 'ecommerce-redis-data' },
  })
})

test('MongoDB: one member of a replica set with 10Gi', () => {
  const { spec } = the<IStatefulSet>(prod, 'StatefulSet', 'ecommerce-mongodb')
  expect(spec?.replicas).toBe(1)
  expect(spec?.volumeClaimTemplates?.map(storageOf)).toEqual(['10Gi'])
  expect(file('mongodb', 'mongod.conf')).toContain('replSetName: rs0')
})

test('RabbitMQ: three nodes find each other by name, without the Kubernetes API', () => {
  const { spec } = the<IStatefulSet>(prod, 'StatefulSet', 'ecommerce-rabbitmq')
  const nodes = file('rabbitmq', 'rabbitmq.conf').match(
    /(?<=classic_config\.nodes\.\d = rabbit@).*/g,
  )
  expect(spec?.replicas).toBe(3)
  expect(nodes).toEqual([0, 1, 2].map((i) => `ecommerce-rabbitmq-${i}.${spec?.serviceName}`))
  expect(spec?.template.spec?.automountServiceAccountToken).toBe(false)
  expect(prod.filter(({ kind }) => /Role/.test(kind))).toEqual([])
})

test('RabbitMQ: quorum queues, a management UI, and one event bus for all services', () => {
  const { spec } = the<IService>(prod, 'Service', 'ecommerce-rabbitmq')
  expect(file('rabbitmq', 'rabbitmq.conf')).toMatch(/^default_queue_type = quorum$/m)
  expect(file('rabbitmq', 'enabled_plugins')).toContain('rabbitmq_management')
  expect(spec?.ports).toContainEqual(expect.objectContaining({ name: 'management', port: 15_672 }))
  expect(connected('rabbitmq', 'vhost')).toEqual(services.map(() => 'events'))
})

test('edges: each service is told of its stores', () => {
  expect(ofServices(storesOf)).toEqual({
    catalog: ['mongodb', 'postgresql', 'rabbitmq', 'redis'],
    cart: ['rabbitmq', 'redis'],
    orders: ['postgresql', 'rabbitmq'],
    payments: ['rabbitmq'],
    inventory: ['postgresql', 'rabbitmq'],
    users: ['postgresql', 'rabbitmq'],
  })
})

test('edges: the gateway may reach the services, and a service only its stores', () => {
  const clientOf = (component: string): readonly string[] =>
    Object.keys(deploymentOf(component).spec?.template.metadata?.labels ?? {})
      .flatMap((label) => /^(\w+)-client$/.exec(label)?.slice(1) ?? [])
      .toSorted()
  expect(clientOf('gateway')).toEqual([...services].toSorted())
  expect(ofServices(clientOf)).toEqual(ofServices(storesOf))
})

/** One fact of each connection to a store. */
function connected(store: string, key: string): readonly (string | undefined)[] {
  return Object.entries(configMaps)
    .filter(([name, { data }]) => name.startsWith(`${store}-`) && data?.['host'])
    .map(([, { data }]) => data?.[key])
    .toSorted()
}

/** The stores whose address and password a service has in its environment. */
function storesOf(service: string): readonly string[] {
  const env = containerOf(service).env ?? []
  const named = (names: readonly (string | undefined)[]): readonly string[] => [
    ...new Set(
      names.flatMap((name) => /^ecommerce-(\w+)-\w+$/.exec(name ?? '')?.slice(1, 2) ?? []),
    ),
  ]
  const addresses = named(env.map(({ valueFrom }) => valueFrom?.configMapKeyRef?.name))
  const passwords = named(env.map(({ valueFrom }) => valueFrom?.secretKeyRef?.name))
  return addresses.filter((store) => passwords.includes(store)).toSorted()
}

function storageOf({ spec }: Pick<IPersistentVolumeClaim, 'spec'>): unknown {
  return spec?.resources?.requests?.['storage']
}
