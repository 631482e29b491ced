import { alerts, cache, call, database, definePlatform } from 'chartwright'
import { internet, queries, search } from 'chartwright'
import { alertmanager, elasticsearch, gateway, grafana } from 'chartwright'
import { postgresql, prometheus, redis, service } from 'chartwright'

/** CPU and memory: what is asked for, and the most. */
const share = (cpu: string, memory: string, mostCpu: string, mostMemory: string) => ({
  resources: { requests: { cpu, memory }, limits: { cpu: mostCpu, memory: mostMemory } },
})

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
    api: service({
      description: 'API of the shop',
      image: 'citadelplatforms/citadelbuy-ecommerce',
      port: 4000,
      probes: { startup: '/health/live', liveness: '/health/live', readiness: '/health/ready' },
      uses: [
        database('postgresql', { waitFor: true }),
        cache('redis'),
        search('elasticsearch'),
        internet(443),
      ],
      metrics: { path: '/metrics' },
      migrate: ['npm', 'run', 'migration:run'],
      secrets: {
        auth: { 'jwt-secret': 'JWT_SECRET', 'session-secret': 'SESSION_SECRET' },
        partners: { stripe: 'STRIPE_SECRET_KEY', mail: 'MAIL_API_KEY' },
      },
      values: {
        ...share('250m', '256Mi', '500m', '512Mi'),
        image: { tag: 'backend-v2.0.0' },
        config: {
          RATE_LIMIT_TTL: '60000',
          RATE_LIMIT_MAX_REQUESTS: '100',
          RATE_LIMIT_AUTH_MAX: '10',
          RATE_LIMIT_PAYMENT_MAX: '20',
        },
      },
    }),
    web: service({
      description: 'Pages of the shop',
      image: 'citadelplatforms/citadelbuy-ecommerce',
      port: 3000,
      probes: { liveness: '/api/health', readiness: '/api/health' },
      writable: ['/tmp', '/app/.next/cache'],
      uses: [call('api')],
      values: {
        ...share('200m', '256Mi', '400m', '512Mi'),
        image: { tag: 'frontend-v2.0.0' },
      },
    }),
    gateway: gateway({
      description: 'Entrance of the shop',
      host: 'citadelbuy.example.com',
      limits: {
        public: { perMinute: 300 },
        api: { perMinute: 100 },
        search: { perMinute: 200 },
        auth: { perMinute: 10 },
        payment: { perMinute: 20 },
      },
      limit: 'public',
      routes: {
        '/': 'web',
        '/api/v1': { to: 'api', limit: 'api' },
        '/api/v1/search': { to: 'api', limit: 'search' },
        '/api/v1/auth': { to: 'api', limit: 'auth' },
        '/api/v1/payments': { to: 'api', limit: 'payment' },
      },
    }),
    postgresql: postgresql({
      labels: { tier: 'database' },
      exporter: true,
      backup: { target: { s3: { bucket: 'citadelbuy-backups' } } },
      volumeSnapshots: true,
      values: {
        ...share('500m', '512Mi', '2', '2Gi'),
        persistence: { size: '20Gi' },
      },
    }),
    redis: redis({
      labels: { tier: 'cache' },
      exporter: true,
      statefulSet: true,
      values: {
        ...share('250m', '512Mi', '1', '2Gi'),
        persistence: { size: '10Gi' },
        config: { maxmemory: '1gb', maxmemoryPolicy: 'allkeys-lru' },
      },
    }),
    elasticsearch: elasticsearch({
      labels: { tier: 'search' },
      exporter: true,
      values: {
        ...share('1', '2Gi', '2', '4Gi'),
        persistence: { size: '30Gi' },
        heap: '1Gi',
      },
    }),
    prometheus: prometheus({
      namespace: 'monitoring',
      nodes: true,
      kubeState: true,
      uses: [alerts('alertmanager')],
    }),
    alertmanager: alertmanager({
      namespace: 'monitoring',
      receivers: { team: { slack: true, email: true } },
      values: {
        receivers: { team: { slack: { channel: '#alerts' }, email: { to: ['ops@example.com'] } } },
        smtp: { host: 'mail.example.com', from: 'shop@example.com', auth: { username: 'shop' } },
      },
    }),
    grafana: grafana({ namespace: 'monitoring', uses: [queries('prometheus')] }),
  },
  values: { global: { monitoring: { provider: 'embedded' } } },
  profiles: {
    development: {
      api: { config: { LOG_LEVEL: 'debug' } },
      elasticsearch: { resources: { requests: { cpu: '250m' } } },
      gateway: { replicas: 1 },
    },
    production: {
      limitRange: { enabled: true },
      api: scaled(10),
      web: scaled(20),
      gateway: {
        ...scaled(6),
        tls: { enabled: true, certificate: { enabled: true, issuer: { name: 'letsencrypt' } } },
      },
    },
  },
})
