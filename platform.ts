import { definePlatform, forEach, gateway, service } from 'chartwright'
import { cache, database, documents, internet, queue } from 'chartwright'
import { mongodb, postgresql, rabbitmq, redis } from 'chartwright'

const services = ['catalog', 'cart', 'orders', 'payments', 'inventory', 'users'] as const
const events = queue('rabbitmq')

/** Tables of its own, which a Job makes before the service starts. */
const stored = {
  uses: [database('postgresql'), events],
  migrate: ['python', '-m', 'alembic', 'upgrade', 'head'],
} as const

/** What every service has: an image of ours, a level for its log, its share of a node. */
const shop = (name: string, port: number, description: string) => ({
  description,
  image: `ecommerce/${name}`,
  port,
  values: {
    config: { LOG_LEVEL: 'info' },
    resources: {
      requests: { cpu: '250m', memory: '256Mi' },
      limits: { cpu: '500m', memory: '512Mi' },
    },
  },
})

/** From so many pods up to 10, at 70 % CPU; one pod at a time may leave for a drain. */
const scaled = (pods: number) => ({
  replicas: pods,
  autoscaling: { enabled: true, minReplicas: pods, maxReplicas: 10 },
  podDisruptionBudget: { minAvailable: pods - 1 },
})

/** Small enough for a laptop, and talkative. */
const developed = {
  config: { LOG_LEVEL: 'debug' },
  resources: { requests: { cpu: '10m', memory: '64Mi' }, limits: { cpu: '' } },
}

/** For development only; every other profile takes its passwords from Secrets that exist. */
const development = { password: 'development-only' }
const inline = <Name extends string, Key extends object>(clients: readonly Name[], keys?: Key) => ({
  auth: { ...development, ...keys },
  clients: forEach(clients, development),
})

export default definePlatform({
  components: {
    catalog: service({
      ...shop('catalog', 8001, 'Products, prices and reviews'),
      ...stored,
      uses: [database('postgresql'), documents('mongodb'), cache('redis'), events],
    }),
    cart: service({ ...shop('cart', 8002, 'Shopping carts'), uses: [cache('redis'), events] }),
    orders: service({
      ...shop('orders', 8003, 'Orders, from checkout to delivery'),
      ...stored,
      priority: 'critical',
    }),
    payments: service({
      ...shop('payments', 8004, 'Payments by way of Stripe'),
      uses: [events, internet(443)],
      secrets: { 'stripe-keys': { 'api-key': 'STRIPE_API_KEY' } },
      priority: 'critical',
    }),
    inventory: service({ ...shop('inventory', 8005, 'Stock'), ...stored }),
    users: service({ ...shop('users', 8006, 'Accounts and sign-in'), ...stored }),
    gateway: gateway({
      description: 'Entrance of the shop',
      host: 'ecommerce.example.com',
      routes: {
        '/catalog': 'catalog',
        '/cart': 'cart',
        '/orders': 'orders',
        '/payments': 'payments',
        '/inventory': 'inventory',
        '/users': 'users',
      },
      limits: { client: { perMinute: 300 } },
      limit: 'client',
    }),
    postgresql: postgresql({ values: { persistence: { size: '20Gi' } } }),
    redis: redis(),
    mongodb: mongodb({ values: { persistence: { size: '10Gi' } } }),
    rabbitmq: rabbitmq({ vhost: 'events' }),
  },
  profiles: {
    dev: {
      global: { secrets: { provider: 'inline' } },
      ...forEach(services, developed),
      payments: {
        ...developed,
        secrets: { 'stripe-keys': { data: { 'api-key': 'sk_test_none' } } },
      },
      gateway: { replicas: 1 },
      postgresql: inline(['catalog', 'orders', 'inventory', 'users']),
      redis: inline(['catalog', 'cart']),
      mongodb: inline(['catalog'], { keyfile: 'ZGV2ZWxvcG1lbnQtb25seQ' }),
      rabbitmq: { replicas: 1, ...inline(services, { erlangCookie: 'development-only-cookie' }) },
    },
    staging: forEach(services, { replicas: 2 }),
    prod: {
      global: { priorityClasses: { enabled: true } },
      resourceQuota: { enabled: true },
      limitRange: { enabled: true },
      catalog: { ...scaled(3), spot: { preferred: true } },
      cart: scaled(2),
      orders: scaled(3),
      payments: scaled(2),
      inventory: { ...scaled(3), spot: { preferred: true } },
      users: scaled(2),
      gateway: {
        ...scaled(3),
        tls: { enabled: true },
        cors: { enabled: true, origins: ['https://www.ecommerce.example.com'] },
      },
    },
  },
})
