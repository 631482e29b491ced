import {
  cache,
  call,
  database,
  definePlatform,
  gateway,
  postgresql,
  queue,
  rabbitmq,
  redis,
  service,
} from 'chartwright'
import { mysql } from '../../kinds/mysql/kinds/mysql/mysql.ts'

/** What all services of the store have alike: one port, user 1000, its own image. */
const store = (name: string) =>
  ({
    image: `public.ecr.aws/aws-containers/retail-store-sample-${name}`,
    port: 8080,
    uid: 1000,
  }) as const

/** Those written with Spring Boot, which has probes of its own on Kubernetes. */
const spring = {
  env: { JAVA_OPTS: '-XX:MaxRAMPercentage=75.0 -Djava.security.egd=file:/dev/urandom' },
  probes: { liveness: '/actuator/health/liveness', readiness: '/actuator/health/readiness' },
} as const
const plain = { liveness: '/health', readiness: '/health' } as const

const memory = (memory: string, cpu: string) => ({ requests: { cpu, memory }, limits: { memory } })

const field = (fieldPath: string) => ({ fieldRef: { fieldPath } })

export default definePlatform({
  components: {
    ui: service({
      ...store('ui'),
      ...spring,
      description: 'Pages of the store',
      uses: [
        call('catalog', { env: { RETAIL_UI_ENDPOINTS_CATALOG: '{url}' } }),
        call('carts', { env: { RETAIL_UI_ENDPOINTS_CARTS: '{url}' } }),
        call('checkout', { env: { RETAIL_UI_ENDPOINTS_CHECKOUT: '{url}' } }),
        call('orders', { env: { RETAIL_UI_ENDPOINTS_ORDERS: '{url}' } }),
      ],
      values: {
        env: {
          METADATA_KUBERNETES_POD_NAME: field('metadata.name'),
          METADATA_KUBERNETES_NAMESPACE: field('metadata.namespace'),
          METADATA_KUBERNETES_NODE_NAME: field('spec.nodeName'),
        },
        resources: memory('512Mi', '128m'),
      },
    }),
    catalog: service({
      ...store('catalog'),
      description: 'Products',
      env: { RETAIL_CATALOG_PERSISTENCE_PROVIDER: 'mysql' },
      probes: plain,
      uses: [
        database('mysql', {
          env: {
            RETAIL_CATALOG_PERSISTENCE_ENDPOINT: '{address}',
            RETAIL_CATALOG_PERSISTENCE_DB_NAME: '{database}',
            RETAIL_CATALOG_PERSISTENCE_USER: '{username}',
            RETAIL_CATALOG_PERSISTENCE_PASSWORD: '{password}',
          },
          waitFor: true,
        }),
      ],
      values: { resources: memory('256Mi', '256m') },
    }),
    carts: service({
      ...store('cart'),
      ...spring,
      description: 'Shopping carts',
      env: {
        ...spring.env,
        RETAIL_CART_PERSISTENCE_PROVIDER: 'dynamodb',
        RETAIL_CART_PERSISTENCE_DYNAMODB_TABLE_NAME: 'Items',
        RETAIL_CART_PERSISTENCE_DYNAMODB_CREATE_TABLE: 'true',
        AWS_ACCESS_KEY_ID: 'key', // DynamoDB local takes any
        AWS_SECRET_ACCESS_KEY: 'secret',
      },
      uses: [call('dynamodb', { env: { RETAIL_CART_PERSISTENCE_DYNAMODB_ENDPOINT: '{url}' } })],
      values: { resources: memory('512Mi', '256m') },
    }),
    checkout: service({
      ...store('checkout'),
      description: 'From the cart to an order',
      env: { RETAIL_CHECKOUT_PERSISTENCE_PROVIDER: 'redis' },
      probes: plain,
      uses: [
        cache('redis', { env: { RETAIL_CHECKOUT_PERSISTENCE_REDIS_URL: '{url}' }, waitFor: true }),
        call('orders', { env: { RETAIL_CHECKOUT_ENDPOINTS_ORDERS: '{url}' } }),
      ],
      values: { resources: memory('256Mi', '128m') },
    }),
    orders: service({
      ...store('orders'),
      ...spring,
      description: 'Orders, and events about them',
      env: {
        ...spring.env,
        RETAIL_ORDERS_PERSISTENCE_PROVIDER: 'postgres',
        RETAIL_ORDERS_MESSAGING_PROVIDER: 'rabbitmq',
      },
      uses: [
        database('postgresql', {
          env: {
            RETAIL_ORDERS_PERSISTENCE_ENDPOINT: '{address}',
            RETAIL_ORDERS_PERSISTENCE_NAME: '{database}',
            RETAIL_ORDERS_PERSISTENCE_USERNAME: '{username}',
            RETAIL_ORDERS_PERSISTENCE_PASSWORD: '{password}',
          },
          waitFor: true,
        }),
        queue('rabbitmq', {
          env: {
            RETAIL_ORDERS_MESSAGING_RABBITMQ_ADDRESSES: '{address}',
            RETAIL_ORDERS_MESSAGING_RABBITMQ_USERNAME: '{username}',
            RETAIL_ORDERS_MESSAGING_RABBITMQ_PASSWORD: '{password}',
          },
          waitFor: true,
        }),
      ],
      values: { resources: memory('512Mi', '256m') },
    }),
    dynamodb: service({
      description: 'DynamoDB local, which keeps carts in memory',
      image: 'public.ecr.aws/aws-dynamodb-local/aws-dynamodb-local:1.25.1',
      port: 8000,
      uid: 1000, // dynamodblocal
      probes: { liveness: { tcp: 'http' }, readiness: { tcp: 'http' } },
    }),
    gateway: gateway({ routes: { '/': 'ui' } }),
    mysql: mysql({ description: 'Products' }),
    postgresql: postgresql({ description: 'Orders' }),
    rabbitmq: rabbitmq({ description: 'Events about orders', vhost: '/' }), // all that its client knows
    redis: redis({ description: 'Checkouts' }),
  },
  profiles: {
    prod: {
      ui: { autoscaling: { enabled: true, maxReplicas: 10 } },
      gateway: { tls: { enabled: true } },
    },
  },
})
