import { expect, test } from 'vitest'
import { join } from 'node:path'
import { isError } from '../../src/errors/chart-error.ts'
import { loadChart } from '../../src/helm/chart/load-chart.ts'
import { loadValues } from '../../src/values/read-values.ts'
import { validateValues } from '../../src/validate/validate-values.ts'
import type { Values } from '../../src/values/value.ts'
import { tryToRender, writeDefaultChart } from './default-chart.ts'

const folder = writeDefaultChart()
const chart = loadChart(join(folder, 'chart'))

const errors = (values: Values): readonly string[] =>
  validateValues(chart, loadValues([values]))
    .problems.filter(isError)
    .map(({ message }) => message)

const memory = (requests: string, limits: string): Values => ({
  requests: { memory: requests },
  limits: { memory: limits },
})
const cpu = (requests: string | number, limits: string | number): Values => ({
  requests: { cpu: requests },
  limits: { cpu: limits },
})

const cpuAndMemory: Values = { limits: { cpu: '1', memory: '1Gi' } }

const proxy = (container: Values): Values => ({
  users: { sidecars: { proxy: { image: 'x', ...container } } },
})

/** Values that each key's schema takes, and the sentence with which the chart refuses them together. */
const refused: readonly (readonly [sentence: string, values: Values])[] = [
  [
    'resourceQuota.hard.pods must be whole: only CPU has thousandths',
    { resourceQuota: { enabled: true, hard: { pods: '500m', 'requests.cpu': '500m' } } },
  ],
  [
    'the quota counts requests.cpu, so each container must state it: set users.sidecars.proxy.resources.requests.cpu, or limitRange.enabled=true',
    { resourceQuota: { enabled: true }, ...proxy({ resources: { limits: { memory: '1Gi' } } }) },
  ],
  [
    'the quota counts limits.memory, so each container must state it: set users.sidecars.proxy.resources.limits.memory, or limitRange.enabled=true and limitRange.default.memory',
    {
      resourceQuota: { enabled: true },
      ...proxy({ resources: { requests: { cpu: '10m', memory: '64Mi' } } }),
    },
  ],
  [
    'gateway.exposure.service.nodePorts.http and .https are the same port: give each another one, or 0 for any',
    {
      gateway: {
        tls: { enabled: true },
        exposure: { type: 'NodePort', service: { nodePorts: { http: 30080, https: 30080 } } },
      },
    },
  ],
  [
    'cart.resources.requests.memory is above cart.resources.limits.memory: lower the one or raise the other',
    { cart: { resources: memory('1Gi', '1G') } },
  ],
  [
    'cart.resources.requests.cpu is above cart.resources.limits.cpu: lower the one or raise the other',
    { cart: { resources: cpu('501m', 0.5) } },
  ],
  [
    'orders.migration.resources.requests.memory is above orders.migration.resources.limits.memory: lower the one or raise the other',
    { orders: { migration: { resources: memory('1Ti', '999Gi') } } },
  ],
  [
    'catalog.waits.postgresql.resources.requests.memory is above catalog.waits.postgresql.resources.limits.memory: lower the one or raise the other',
    { catalog: { waits: { postgresql: { resources: memory('65Mi', '64Mi') } } } },
  ],
  [
    'redis.resources.requests.memory is above redis.resources.limits.memory: lower the one or raise the other',
    { redis: { resources: memory('1.5Gi', '1.25Gi') } },
  ],
  [
    'rabbitmq.provisioning.resources.requests.memory is above rabbitmq.provisioning.resources.limits.memory: lower the one or raise the other',
    { rabbitmq: { provisioning: { resources: memory('2Pi', '1Pi') } } },
  ],
  [
    'postgresql.config.shared_buffers is above postgresql.resources.limits.memory: lower the one or raise the other',
    { postgresql: { config: { shared_buffers: '524289kB' } } },
  ],
  [
    'postgresql.config.max_wal_size is above postgresql.persistence.size: lower the one or raise the other',
    { postgresql: { config: { max_wal_size: '21GB' } } },
  ],
  [
    'redis.config.maxmemory is above redis.resources.limits.memory: lower the one or raise the other',
    { redis: { config: { maxmemory: '1gb' }, resources: { limits: { memory: '1G' } } } },
  ],
  [
    'mongodb.config.cacheSizeGB is above mongodb.resources.limits.memory: lower the one or raise the other',
    { mongodb: { config: { cacheSizeGB: 10.5 } } },
  ],
  [
    'mongodb.config.oplogSizeMB is above mongodb.persistence.size: lower the one or raise the other',
    { mongodb: { config: { oplogSizeMB: 1048576 } } },
  ],
  [
    'rabbitmq.config.disk_free_limit is above rabbitmq.persistence.size: lower the one or raise the other',
    { rabbitmq: { config: { disk_free_limit: '1GiB' }, persistence: { size: '1G' } } },
  ],
  [
    'limitRange.defaultRequest.cpu is above limitRange.default.cpu: lower the one or raise the other',
    { limitRange: { enabled: true, default: { cpu: '500m' }, defaultRequest: { cpu: 1 } } },
  ],
  [
    'postgresql.resources.requests.cpu is above limitRange.default.cpu: set postgresql.resources.limits.cpu, or raise limitRange.default.cpu',
    {
      limitRange: { enabled: true, default: { cpu: '500m' } },
      postgresql: { resources: { requests: { cpu: 1 } } },
    },
  ],
  [
    'catalog.waits.postgresql.resources.requests.cpu is above limitRange.default.cpu: set catalog.waits.postgresql.resources.limits.cpu, or raise limitRange.default.cpu',
    {
      limitRange: { enabled: true, default: { cpu: '500m' } },
      catalog: { waits: { postgresql: { resources: { requests: { cpu: '501m' } } } } },
    },
  ],
  [
    'users.sidecars.proxy.resources.requests.memory is above limitRange.default.memory: set users.sidecars.proxy.resources.limits.memory, or raise limitRange.default.memory',
    {
      limitRange: { enabled: true },
      ...proxy({ resources: { requests: { memory: '257Mi' } } }),
    },
  ],
  [
    'gateway.autoscaling.minReplicas is above gateway.autoscaling.maxReplicas: lower minReplicas or raise maxReplicas',
    { gateway: { autoscaling: { enabled: true, minReplicas: 11 } } },
  ],
  [
    'gateway.preStopSleepSeconds leaves no time to end: set it below gateway.terminationGracePeriodSeconds',
    { gateway: { preStopSleepSeconds: 30 } },
  ],
  [
    'users.volumeMounts mounts data at /data, and there is no such volume: add it to users.volumes',
    { users: { volumeMounts: { '/data': { name: 'data' } } } },
  ],
  [
    'users.sidecars.proxy.resources.requests.cpu is above users.sidecars.proxy.resources.limits.cpu: lower the one or raise the other',
    proxy({ resources: cpu('1m', 0) }),
  ],
  [
    'users.sidecars.proxy.resources.requests.memory is above users.sidecars.proxy.resources.limits.memory: lower the one or raise the other',
    proxy({ resources: memory('1Gi', '1G') }),
  ],
  [
    'gateway.initContainers.wait.volumeMounts mounts data at /data, and there is no such volume: add it to gateway.volumes',
    {
      gateway: {
        initContainers: { wait: { image: 'x', volumeMounts: { '/data': { name: 'data' } } } },
      },
    },
  ],
  [
    'users.sidecars.proxy.ports names the port 8080 twice: leave one out',
    proxy({
      ports: { http: { containerPort: 8080 }, admin: { containerPort: 8080, protocol: 'TCP' } },
    }),
  ],
  [
    'users.initContainers and users.sidecars both have proxy: rename one of them',
    { users: { initContainers: { proxy: { image: 'x' } }, sidecars: { proxy: { image: 'x' } } } },
  ],
]

test.each(refused)('Helm and we say: %s', async (sentence, values) => {
  expect(errors(values)).toEqual([sentence])
  const { problems } = await tryToRender(folder, { values })
  expect(problems.map(({ message }) => message)).toEqual([sentence])
})

test('a quota on limits.cpu asks for that of every container, unless a LimitRange has one', async () => {
  const resourceQuota = { enabled: true, hard: { 'limits.cpu': '100' } }
  const sentence =
    'the quota counts limits.cpu, so each container must state it: set redis.resources.limits.cpu, or limitRange.enabled=true and limitRange.default.cpu'
  expect(errors({ resourceQuota })).toContain(sentence)
  expect((await tryToRender(folder, { values: { resourceQuota } })).problems).toHaveLength(1)
  const limitRange = { enabled: true, default: { cpu: '4' } }
  expect(errors({ resourceQuota, limitRange })).toEqual([])
})

test.each<Values>([
  { resourceQuota: { enabled: true } },
  { resourceQuota: { enabled: true, hard: { cpu: '2500m', 'requests.cpu': '1500m' } } },
  { resourceQuota: { enabled: true }, limitRange: { enabled: true }, ...proxy({}) },
  { resourceQuota: { enabled: true }, ...proxy({ resources: cpuAndMemory }) },
  { cart: { resources: memory('1Gi', '1Gi') } },
  { cart: { resources: memory('1G', '1Gi') } },
  { cart: { resources: memory('1.5Gi', '1536Mi') } },
  { cart: { resources: cpu('9m', 0.009) } }, // 9 × 0.001 is more than that in binary
  { cart: { resources: cpu(10000, '') } },
  { postgresql: { config: { shared_buffers: '512MB', max_wal_size: '20GB' } } },
  { postgresql: { mode: 'external', external: { host: 'db' }, config: { shared_buffers: '1TB' } } },
  { limitRange: { enabled: true }, postgresql: { resources: { requests: { cpu: 1 } } } },
  {
    limitRange: { enabled: true, default: { cpu: '500m' } },
    postgresql: {
      mode: 'external',
      external: { host: 'db' },
      resources: { requests: { cpu: 1 } },
    },
  },
  { rabbitmq: { config: { disk_free_limit: '1GB' }, persistence: { size: '1G' } } },
  { gateway: { preStopSleepSeconds: 0, terminationGracePeriodSeconds: 0 } },
  { users: { volumeMounts: { '/var/cache': { name: 'tmp', subPath: 'cache' } } } },
  proxy({ resources: { requests: { cpu: 2 }, limits: { memory: '1Gi' } } }),
  proxy({ resources: { requests: {} } }),
  proxy({ volumeMounts: { '/tmp': { name: 'tmp' } } }),
  proxy({
    ports: { dns: { containerPort: 53 }, udp: { containerPort: 53, protocol: 'UDP' } },
  }),
  {
    users: { volumes: { data: { emptyDir: {} } }, volumeMounts: { '/data': { name: 'data' } } },
  },
])('Helm and we take %j', async (values) => {
  expect(errors(values)).toEqual([])
  expect((await tryToRender(folder, { values })).problems).toEqual([])
})
