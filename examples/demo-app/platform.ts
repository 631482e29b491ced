import { cache, database, definePlatform, documents, ensemble, forEach } from 'chartwright'
import { keyspace, publish, search, subscribe } from 'chartwright'
import { cassandra, elasticsearch, gateway, kafka, mongodb } from 'chartwright'
import { postgresql, redis, service, zookeeper } from 'chartwright'

/** What all services have: one page says that they are well. */
const program = (name: string, port: number, description: string) => ({
  description,
  image: `demo-app/${name}-service`,
  port,
  probes: { liveness: '/health', readiness: '/health' },
})

/** What is put on a node, and grows no further than that. */
const share = (cpu: string, memory: string) => ({
  resources: { requests: { cpu, memory }, limits: { memory } },
})

/** A path that leads to a service, which sees the rest of it: `/api/users/health` is its `/health`. */
const api = <const Name extends string>(to: Name) => ({ to, stripPrefix: true }) as const

export default definePlatform({
  components: {
    user: service({
      ...program('user', 5000, 'Accounts, by Flask'),
      uses: [documents('mongodb'), cache('redis')],
    }),
    product: service({
      ...program('product', 5000, 'Goods and their search, by Flask'),
      uses: [documents('mongodb'), cache('redis'), search('elasticsearch')],
    }),
    order: service({
      ...program('order', 5000, 'Orders, by Flask'),
      uses: [
        database('postgres', { secret: 'postgres-credentials' }),
        publish('kafka', ['app-events', 'notifications']),
      ],
    }),
    analytics: service({
      ...program('analytics', 8080, 'What happened, by Go'),
      uses: [subscribe('kafka', ['app-events']), keyspace('cassandra'), search('elasticsearch')],
    }),
    notification: service({
      ...program('notification', 3000, 'Messages to users, by Node.js'),
      uses: [subscribe('kafka', ['notifications']), cache('redis')],
    }),
    gateway: gateway({
      description: 'Entrance of all services',
      host: 'demo-app.local',
      routes: {
        '/api/users': api('user'),
        '/api/products': api('product'),
        '/api/orders': api('order'),
        '/api/analytics': api('analytics'),
        '/api/notifications': api('notification'),
      },
    }),
    mongodb: mongodb({ values: share('250m', '1Gi') }),
    postgres: postgresql({ values: share('250m', '512Mi') }),
    redis: redis({ statefulSet: true, values: share('100m', '256Mi') }),
    cassandra: cassandra({ values: share('500m', '2Gi') }),
    elasticsearch: elasticsearch({ values: { ...share('500m', '2Gi'), heap: '1Gi' } }),
    kafka: kafka({
      topics: { 'app-events': { partitions: 6 }, notifications: { partitions: 3 } },
      uses: [ensemble('zookeeper')],
      values: share('500m', '1Gi'),
    }),
    zookeeper: zookeeper({ values: share('100m', '512Mi') }),
  },
  profiles: {
    development: forEach(['gateway', 'cassandra', 'kafka'], { replicas: 1 }),
    production: {
      ...forEach(['user', 'product', 'order', 'analytics', 'notification'], {
        autoscaling: {
          enabled: true,
          minReplicas: 2,
          maxReplicas: 10,
          targetCPUUtilizationPercentage: 70,
        },
        podDisruptionBudget: { minAvailable: 1 },
      }),
      gateway: {
        replicas: 2,
        tls: { enabled: true, certificate: { enabled: true, issuer: { name: 'letsencrypt' } } },
      },
      limitRange: { enabled: true },
    },
  },
})
