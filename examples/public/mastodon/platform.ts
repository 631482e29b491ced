import {
  cache,
  database,
  definePlatform,
  gateway,
  internet,
  job,
  postgresql,
  redis,
  service,
  worker,
} from 'chartwright'

/** One database and one Redis user for all parts of the application. */
const data = [
  database('postgresql', {
    account: 'mastodon',
    waitFor: true,
    env: {
      DB_HOST: '{host}',
      DB_PORT: '{port}',
      DB_NAME: '{database}',
      DB_USER: '{username}',
      DB_PASS: '{password}',
    },
  }),
  cache('redis', { account: 'mastodon', waitFor: true, env: { REDIS_URL: '{url}' } }),
] as const

const config = { LOCAL_DOMAIN: 'social.example.com', RAILS_LOG_LEVEL: 'info' }

/** What all that runs Rails has: user 991 of the image, secrets of the instance, media in S3. */
const rails = {
  image: 'ghcr.io/mastodon/mastodon',
  uid: 991,
  env: { RAILS_ENV: 'production', MALLOC_ARENA_MAX: '2', S3_ENABLED: 'true' },
  secrets: {
    instance: {
      'secret-key-base': 'SECRET_KEY_BASE',
      'otp-secret': 'OTP_SECRET',
      'vapid-private-key': 'VAPID_PRIVATE_KEY',
      'vapid-public-key': 'VAPID_PUBLIC_KEY',
    },
    s3: { 'access-key': 'AWS_ACCESS_KEY_ID', 'secret-key': 'AWS_SECRET_ACCESS_KEY' },
  },
  writable: ['/tmp', '/opt/mastodon/tmp'],
} as const

const memory = (amount: string) => ({
  requests: { memory: amount },
  limits: { memory: amount },
})

export default definePlatform({
  components: {
    web: service({
      ...rails,
      description: 'Pages and API',
      port: 3000,
      command: ['bundle', 'exec', 'puma', '-C', 'config/puma.rb'],
      probes: { liveness: { tcp: 'http' }, readiness: '/health', startup: '/health' },
      migrate: ['bundle', 'exec', 'rake', 'db:prepare'],
      uses: [...data, internet(443)],
      values: { config, resources: memory('1Gi'), migration: { resources: memory('1Gi') } },
    }),
    streaming: service({
      description: 'Timelines as they happen',
      image: 'ghcr.io/mastodon/mastodon-streaming',
      uid: 991,
      port: 4000,
      command: ['node', './streaming/index.js'],
      env: { NODE_ENV: 'production' },
      probes: {
        liveness: '/api/v1/streaming/health',
        readiness: '/api/v1/streaming/health',
      },
      uses: data,
      values: { config },
    }),
    sidekiq: worker({
      ...rails,
      description: 'Delivers to other servers, sends mail and handles media',
      command: ['bundle', 'exec', 'sidekiq', '-c', '25'],
      secrets: {
        ...rails.secrets,
        smtp: { login: 'SMTP_LOGIN', password: 'SMTP_PASSWORD' },
      },
      uses: [...data, internet(443, 587)],
      values: {
        config: { ...config, SMTP_SERVER: 'smtp.example.com', SMTP_PORT: '587' },
        resources: memory('1Gi'),
      },
    }),
    'media-remove': job({
      ...rails,
      description: 'Removes media of other servers that nobody looked at for a week',
      command: ['bin/tootctl', 'media', 'remove'],
      schedule: '0 0 * * 0',
      uses: [...data, internet(443)],
      values: { config, resources: memory('512Mi') },
    }),
    gateway: gateway({
      host: 'social.example.com',
      routes: {
        '/api/v1/streaming': { to: 'streaming', webSocket: true, stream: true },
        '/': 'web',
      },
    }),
    postgresql: postgresql({ values: { persistence: { size: '20Gi' } } }),
    redis: redis({ description: 'Queues of jobs, timelines and caches', priority: 'critical' }),
  },
  profiles: {
    prod: {
      web: { replicas: 2 },
      sidekiq: { replicas: 2 },
      gateway: { tls: { enabled: true } },
      global: { tls: { redis: { enabled: true } } },
    },
  },
})
