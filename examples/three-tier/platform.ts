import { cache, call, circuitBreaker, database, definePlatform, pgbouncer } from 'chartwright'
import { logCollector, nginxExporter, postgresql, redis, service } from 'chartwright'

const share = (cpu: string, memory: string) => ({
  resources: { requests: { cpu, memory }, limits: { memory } },
})

/** Where nginx reads its site, which is made of a template. */
const site = '/etc/nginx/conf.d'
const template = '/etc/frontend/site.conf.template'

/** Port of the pod on which the API is called, by way of a circuit breaker. */
const breaker = 8180

export default definePlatform({
  components: {
    frontend: service({
      description: 'Pages, and the way to the API',
      image: 'nginxinc/nginx-unprivileged',
      uid: 1000,
      ports: { http: 8080, status: { port: 8081, service: false } },
      uses: [call('backend', { via: circuitBreaker({ port: breaker }) })],
      files: { '/usr/share/nginx/html': './frontend/pages' },
      shared: { site: { memory: '1Mi' }, logs: '64Mi' },
      mounts: { [site]: 'site', '/var/log/frontend': 'logs' },
      init: {
        'prepare-site': {
          env: { BACKEND_URL: `http://127.0.0.1:${breaker}` },
          command: ['sh', '-c', `envsubst '$BACKEND_URL' < ${template} > ${site}/default.conf`],
          files: { [template]: './frontend/site.conf.template' },
          mounts: { [site]: 'site' },
        },
      },
      sidecars: {
        logs: logCollector({ from: 'logs' }),
        exporter: nginxExporter({ status: 'http://127.0.0.1:8081/status' }),
      },
      release: { strategy: 'blue-green', label: 'environment' },
      services: {
        public: { type: 'LoadBalancer' },
        internal: {},
        blue: { type: 'NodePort' },
        green: { type: 'NodePort' },
      },
      values: {
        ...share('50m', '64Mi'),
        blue: { replicas: 3, image: { tag: '1.30-alpine' } },
        green: { image: { tag: '1.30-alpine' } },
        services: { blue: { nodePorts: { http: 30_180 } }, green: { nodePorts: { http: 30_181 } } },
      },
    }),
    backend: service({
      description: 'API of users, products, orders and statistics',
      image: 'ecommerce-platform/backend',
      uid: 1000,
      port: 8080,
      uses: [
        database('database', { via: pgbouncer({ mode: 'transaction' }), waitFor: true }),
        cache('redis', { as: 'REDIS', waitFor: true }),
      ],
      secrets: { auth: { 'jwt-secret': 'JWT_SECRET' } },
      shared: { uploads: '256Mi' },
      mounts: { '/srv/uploads': 'uploads' },
      init: {
        directories: {
          command: ['mkdir', '-p', '/srv/uploads/products', '/srv/uploads/users'],
          mounts: { '/srv/uploads': 'uploads' },
        },
      },
      services: { node: { type: 'NodePort' } },
      values: {
        ...share('100m', '256Mi'),
        config: { API_RATE_LIMIT: '100', LOG_LEVEL: 'info' },
        replicas: 4,
      },
    }),
    database: postgresql({
      exporter: true,
      sql: { backend: './database/schema.sql' },
      standbys: true,
      services: { node: { type: 'NodePort' } },
      backup: { target: { type: 'claim', claimName: 'database-backups' } },
      values: {
        ...share('500m', '1Gi'),
        image: { tag: '15.14-trixie' },
        persistence: { size: '10Gi' },
        standbys: { persistence: { size: '10Gi' } },
        config: {
          max_connections: 200,
          shared_buffers: '256MB',
          effective_cache_size: '768MB',
          work_mem: '8MB',
          maintenance_work_mem: '128MB',
        },
      },
    }),
    redis: redis(),
  },
  values: { global: { storageClass: 'fast-ssd' } },
  profiles: {
    development: {
      frontend: { blue: { replicas: 1 } },
      backend: { replicas: 1 },
      database: { standbys: { replicas: 0 } },
    },
    production: {
      resourceQuota: { enabled: true, hard: { 'requests.cpu': '4', 'requests.memory': '8Gi' } },
      limitRange: { enabled: true },
      backend: {
        autoscaling: {
          enabled: true,
          minReplicas: 2,
          maxReplicas: 10,
          targetCPUUtilizationPercentage: 70,
        },
      },
    },
  },
})
