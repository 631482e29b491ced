import {
  definePlatform,
  forEach,
  gateway,
  kafka,
  postgresql,
  redis,
  service,
  zookeeper,
} from 'chartwright'
import { cache, call, database, ensemble, internet, publish, subscribe } from 'chartwright'

/** The services with a database each, and the names of these. */
const stored = ['user', 'product', 'order', 'inventory', 'payment'] as const
const topic = 'retail.events'
const events = call('event-bus')

/** CPU and memory: what is asked for, and the most. */
const share = (cpu: string, memory: string, mostCpu: string, mostMemory: string) => ({
  resources: { requests: { cpu, memory }, limits: { cpu: mostCpu, memory: mostMemory } },
})

/** What every program has: a share of a node, and metrics that Prometheus comes for. */
const program = (
  name: string,
  port: number,
  description: string,
  resources = share('200m', '256Mi', '500m', '512Mi'),
) => ({
  description,
  image: `cloudretail/${name}`,
  port,
  metrics: { path: '/metrics' },
  place: { region: 'REGION', zone: 'AVAILABILITY_ZONE', cluster: 'CLUSTER_NAME' },
  values: resources,
})

const data = ['users', 'products', 'orders', 'inventory', 'payments'] as const
const databases = forEach(
  data.map((name) => `postgres-${name}` as const),
  postgresql({
    values: { ...share('250m', '512Mi', '500m', '1Gi'), persistence: { size: '10Gi' } },
  }),
)

/** Between 3 and so many pods, at 70 % CPU and 80 % memory. */
const scaled = (maxReplicas: number) => ({
  autoscaling: {
    enabled: true,
    minReplicas: 3,
    maxReplicas,
    targetCPUUtilizationPercentage: 70,
    targetMemoryUtilizationPercentage: 80,
  },
  podDisruptionBudget: { minAvailable: 2 },
})

export default definePlatform({
  components: {
    user: service({
      ...program('user-service', 3001, 'Accounts and sign-in'),
      uses: [database('postgres-users'), events],
      secrets: { jwt: { secret: 'JWT_SECRET' } },
    }),
    product: service({
      ...program('product-service', 3002, 'Catalog'),
      uses: [database('postgres-products'), events],
    }),
    order: service({
      ...program('order-service', 3003, 'Orders'),
      uses: [database('postgres-orders'), events],
      priority: 'critical',
    }),
    inventory: service({
      ...program('inventory-service', 3004, 'Stock'),
      uses: [database('postgres-inventory'), events],
    }),
    payment: service({
      ...program('payment-service', 3005, 'Payments by way of their providers'),
      uses: [database('postgres-payments'), events, internet(443)],
      secrets: { providers: { stripe: 'STRIPE_API_KEY', paypal: 'PAYPAL_CLIENT_SECRET' } },
      priority: 'critical',
    }),
    'event-bus': service({
      ...program('event-bus', 4000, 'Carries events between the services'),
      uses: [publish('kafka', [topic]), subscribe('kafka', [topic]), cache('redis')],
    }),
    'api-gateway': service({
      ...program('api-gateway', 8080, 'Entry for all clients', share('250m', '512Mi', '1', '1Gi')),
      services: { public: { type: 'LoadBalancer' } },
      uses: [...stored.map((name) => call(name)), events],
      priority: 'critical',
    }),
    edge: gateway({
      description: 'Names, certificates and limits of the entry',
      host: 'api.cloudretail.example.com',
      routes: { '/': 'api-gateway' },
      limits: { client: { perMinute: 600 } },
      limit: 'client',
    }),
    ...databases,
    redis: redis({
      values: { ...share('100m', '256Mi', '250m', '512Mi'), persistence: { size: '5Gi' } },
    }),
    kafka: kafka({
      topics: { [topic]: { partitions: 12, replicationFactor: 3 } },
      uses: [ensemble('zookeeper')],
      values: { ...share('500m', '1Gi', '1', '2Gi'), persistence: { size: '20Gi' } },
    }),
    zookeeper: zookeeper({
      values: { ...share('250m', '512Mi', '500m', '1Gi'), persistence: { size: '5Gi' } },
    }),
  },
  values: {
    global: {
      monitoring: { provider: 'annotations', from: { prometheus: { namespace: 'monitoring' } } },
    },
  },
  profiles: {
    development: { edge: { replicas: 1 } },
    production: {
      global: {
        priorityClasses: { enabled: true },
        place: { region: 'eu-central-1', zone: 'eu-central-1a', cluster: 'cloudretail-1' },
      },
      resourceQuota: {
        enabled: true,
        hard: { 'requests.cpu': '30', 'requests.memory': '50Gi', 'limits.memory': '100Gi' },
      },
      limitRange: { enabled: true },
      ...forEach(['user', 'product', 'inventory', 'event-bus'], scaled(10)),
      ...forEach(['order', 'payment'], scaled(15)),
      'api-gateway': scaled(20),
      edge: {
        replicas: 2,
        tls: {
          enabled: true,
          certificate: { enabled: true, issuer: { name: 'letsencrypt' } },
        },
        cors: { enabled: true, origins: ['https://www.cloudretail.example.com'] },
      },
    },
  },
})
