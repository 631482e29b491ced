import { fileURLToPath } from 'node:url'
import type { ChartIdentity } from '../src/chart/chart-identity.ts'
import { checkedPlan } from '../src/chart/checked-plan.ts'
import type { PlatformPlan } from '../src/chart/plan-platform.ts'
import {
  alertmanager,
  alerts,
  cache,
  call,
  circuitBreaker,
  cassandra,
  database,
  documents,
  definePlatform,
  elasticsearch,
  ensemble,
  gateway,
  grafana,
  internet,
  job,
  kafka,
  keyspace,
  logCollector,
  nginxExporter,
  mongodb,
  otelCollector,
  otlp,
  outside,
  pgbouncer,
  postgresql,
  prometheus,
  publish,
  queries,
  queue,
  rabbitmq,
  redis,
  search,
  service,
  subscribe,
  worker,
  zookeeper,
} from '../src/index.ts'
import { withFiles } from '../src/project/with-files.ts'

/** A platform of every kind of workload, each in the forms that the default project does not have. */
const platform = definePlatform({
  components: {
    catalog: service({
      description: 'Products, by gRPC',
      image: 'boutique/catalog',
      ports: {
        grpc: { port: 3550, protocol: 'grpc' },
        gossip: { port: 7946, protocol: 'udp' },
        metrics: { port: 9100, service: false },
      },
      env: { LOG_FORMAT: 'json', PRICE: '$(PRICE)' },
      sidecars: { nginx: nginxExporter() },
      place: { region: 'REGION', zone: 'ZONE', cluster: 'CLUSTER_NAME' },
      labels: { 'example.com/team': 'catalog', tier: 'on' },
      uid: 1000,
    }),
    frontend: service({
      description: 'Pages',
      image: 'boutique/frontend',
      ports: { http: 8080, admin: 8081, debug: { port: 9103, service: false } },
      metrics: { port: 'admin' },
      services: {
        public: { type: 'LoadBalancer', ports: ['http'] },
        node: { type: 'NodePort' },
        headless: { type: 'Headless', ports: ['http', 'debug'] },
        readonly: {},
      },
      values: { services: { node: { nodePorts: { http: 30_180 } } } },
      command: ['/frontend'],
      args: ['--title={{ shop }}'],
      workingDir: '/srv',
      probes: {
        startup: false,
        liveness: { http: '/alive', port: 'admin' },
        readiness: { exec: ['cat', '/tmp/ready'] },
      },
      shared: { logs: '64Mi', config: { memory: '1Mi' } },
      mounts: { '/var/log/frontend': 'logs', '/run/config': 'config' },
      init: {
        prepare: {
          command: ['sh', '-c', 'cp /etc/frontend.conf /run/config/'],
          inheritEnv: true,
          env: { GOSSIP_ADDRESS: 'none' },
          files: { '/etc/frontend.conf': './relay.conf' },
          mounts: { '/run/config': 'config' },
        },
      },
      sidecars: {
        shipper: {
          image: 'registry.example.com/ops/shipper:2.4.1',
          args: ['--from=/logs'],
          workingDir: '/logs',
          env: { LEVEL: '$(LEVEL)' },
          uid: 1001,
          gid: 1002,
          uses: [cache('redis', { env: { REDIS_ADDR: '{address}' } })],
          ports: { stats: { port: 9121, service: true }, health: 9122 },
          probes: { liveness: { http: '/health', port: 'health' }, readiness: { tcp: 'stats' } },
          files: { '/pages': './pages' },
          writable: ['/tmp', { path: '/run/buffer', memory: '16Mi' }],
          mounts: { '/logs': { volume: 'logs', readOnly: true } },
          resources: { limits: { memory: '256Mi' } },
        },
        clock: {
          image: 'ops/clock',
          native: false,
          mounts: { '/config': 'config' },
          files: { '/etc/clock.conf': { text: 'title = "{{ now }}" # $(TZ)\n\ttick: yes\n\n' } },
        },
      },
      uses: [
        call('catalog', { env: { PRODUCT_CATALOG_ADDR: '{address}' } }),
        call('catalog', { port: 'gossip', as: 'GOSSIP' }),
        call('search'),
        call('search', { port: 'grpc', as: 'SEARCH_GRPC' }),
        call('search', { port: 'stats', as: 'SEARCH_STATS' }),
        cache('redis'),
      ],
    }),
    store: service({
      description: 'The shop, blue or green',
      image: 'boutique/shop',
      ports: { http: 8080, grpc: { port: 9090, protocol: 'grpc' } },
      uses: [
        database('postgresql', { waitFor: true }),
        otlp('collector'),
        call('frontend', { service: 'headless', env: { PAGES: '{address}' } }),
        call('frontend', { service: 'headless', port: 'debug', as: 'DEBUG' }),
        call('search', { service: 'green', as: 'NEXT_SEARCH' }),
      ],
      migrate: ['migrate'],
      release: { strategy: 'blue-green', label: 'environment' },
      init: { prepare: { command: ['prepare'] } },
      values: {
        blue: { replicas: 2 },
        green: { replicas: 1, image: { tag: '2.0.0' }, config: { PRICES: 'new' } },
        config: { PRICES: 'old' },
      },
    }),
    'cart-api': service({
      description: 'Carts, of which a version is on trial',
      image: 'boutique/cart',
      port: 8080,
      release: 'canary',
      services: { public: { type: 'LoadBalancer' } },
      values: {
        stable: { replicas: 3 },
        canary: { replicas: 1, image: { tag: '2.0.0' }, config: { BASKETS: 'woven' } },
      },
    }),
    relay: service({
      image: 'boutique/relay',
      ports: { smtp: { port: 2525, protocol: 'tcp' } },
      uses: [publish('events', ['seen'])],
      files: {
        '/etc/relay/relay.conf': './relay.conf',
        '/etc/relay/odd.txt': 'odd.txt',
        '/srv/pages': './pages',
      },
      writable: ['/tmp', '/files'],
      rules: [
        { resources: ['pods', 'pods/log'], verbs: ['get', 'list', 'watch'] },
        {
          apiGroups: ['coordination.k8s.io'],
          resources: ['leases'],
          resourceNames: ['relay'],
          verbs: ['get', 'update'],
        },
      ],
      clusterRules: [
        { resources: ['nodes'], verbs: ['list'] },
        { nonResourceURLs: ['/metrics'], verbs: ['get'] },
      ],
    }),
    wiki: service({
      image: 'boutique/wiki',
      port: 8080,
      storage: { data: '10Gi', 'page-cache': '512Mi' },
      mounts: { '/var/lib/wiki': 'data', '/var/cache/wiki': 'page-cache' },
      init: { restore: { command: ['restore'], mounts: { '/data': 'data' } } },
      sidecars: {
        backup: {
          image: 'ops/backup:1',
          mounts: { '/data': { volume: 'data', readOnly: true } },
        },
      },
      uses: [database('postgresql', { waitFor: true })],
      migrate: ['migrate'],
      services: { readonly: {} },
    }),
    ledger: service({
      image: 'boutique/ledger',
      ports: {
        http: 8080,
        raft: { port: 7000, protocol: 'tcp', service: false },
        gossip: { port: 7946, protocol: 'udp', service: false },
      },
      storage: { data: '5Gi', log: '1Gi' },
      mounts: { '/var/lib/ledger': 'data', '/var/log/ledger': 'log' },
      statefulSet: 'OrderedReady',
      sidecars: { shipper: { image: 'ops/shipper:2.4.1', inheritEnv: true } },
      uses: [database('postgresql')],
      migrate: ['migrate'],
      services: { readonly: {} },
      values: { replicas: 3 },
    }),
    shards: worker({ image: 'boutique/shards', statefulSet: 'Parallel' }),
    mailer: worker({
      description: 'Sends mail',
      image: 'boutique/mailer',
      ports: { own: 9101, control: { port: 9102, protocol: 'grpc' } },
      uses: [
        database('postgresql', {
          account: 'shop',
          env: { DB_HOST: '{host}', DB_DSN: '{asyncpg}', DB_READ: '{readonly-url}' },
          via: pgbouncer({ mode: 'session', poolSize: 4 }),
        }),
        call('relay'),
        ensemble('zookeeper', { waitFor: true }),
        publish('kafka', ['mails', 'mails.sent']),
        subscribe('kafka', ['mails'], { group: 'mails', waitFor: true }),
        search('elasticsearch', { prefix: 'mails-', waitFor: true, secret: 'mail-search' }),
        keyspace('cassandra', { keyspace: 'mails', waitFor: true }),
        internet(587),
        outside({ cidrs: ['10.20.0.0/16'], ports: [25] }),
      ],
      probes: { liveness: { exec: ['/alive'] } },
      metrics: { port: 'metrics', path: '/stats/prometheus' },
      migrate: ['migrate'],
      secrets: { smtp: { password: 'SMTP_PASSWORD' } },
      shared: { logs: '64Mi' },
      mounts: { '/var/log/mailer': 'logs' },
      sidecars: {
        exporter: { image: 'ops/exporter:1', ports: { metrics: 9100 } },
        logs: logCollector({ from: 'logs', to: call('relay') }),
      },
      files: { '/templates': './pages' },
    }),
    search: service({
      description: 'Search, which a profile finds elsewhere',
      image: 'boutique/search',
      ports: {
        http: 8080,
        grpc: { port: 9090, protocol: 'grpc' },
        stats: { port: 8125, protocol: 'udp' },
      },
      external: true,
      release: 'blue-green',
      secrets: { index: { key: 'INDEX_KEY' } },
      uses: [cache('redis'), queue('rabbitmq'), documents('mongodb'), internet()],
      values: { green: { replicas: 1 } },
    }),
    seed: job({
      labels: { tier: 'batch' },
      place: { region: 'AWS_REGION' },
      priority: 'critical',
      description: 'Fills the catalog',
      image: 'boutique/seed',
      command: ['seed'],
      uses: [
        database('postgresql', {
          account: 'shop',
          waitFor: true,
          via: pgbouncer({ mode: 'transaction', name: 'pool', port: 6433 }),
        }),
        call('catalog'),
        call('search', {
          env: { SEARCH_HOST: '{host}', SEARCH_PORT: '{port}' },
          via: circuitBreaker({ retries: 1, requestsPerSecond: 50 }),
        }),
      ],
      secrets: { feed: { key: 'FEED_KEY' } },
      sidecars: { shipper: { image: 'ops/shipper:2.4.1', args: ['--stdin'] } },
      files: { '/etc/feed.json': './feed.json' },
    }),
    reindex: job({
      description: 'Makes the index anew',
      image: 'boutique/seed',
      schedule: '30 2 * * *',
      rules: [{ resources: ['configmaps'], verbs: ['get'] }],
      uses: [call('catalog')],
      files: { '/etc/feed.json': './feed.json' },
      values: { schedule: { timeZone: 'Europe/Berlin' } },
    }),
    gateway: gateway({
      host: 'boutique.example.com',
      routes: {
        '/': 'frontend',
        '/cart': 'cart-api',
        '/basket': 'cart-api',
        '/shop': 'store',
        '/search': { to: 'search', stripPrefix: true },
      },
      values: { canaries: { 'cart-api': { weight: 10, header: 'X-Canary' } } },
    }),
    postgresql: postgresql({
      services: { node: { type: 'NodePort' }, internal: {} },
      exporter: { args: ['--collector.locks'] },
      standbys: true,
      sql: { shop: ['./sql', 'sql/10-views.sql'], store: './sql/10-views.sql' },
      backup: {
        schedule: '15 */6 * * *',
        keep: { last: 8, yearly: 1 },
        target: { s3: { bucket: 'boutique-backups', basePath: 'stores' } },
      },
      labels: { tier: 'database' },
    }),
    redis: redis({
      services: { node: { type: 'NodePort' } },
      labels: { tier: 'cache' },
      exporter: true,
      statefulSet: true,
      backup: { schedule: '@hourly', target: { type: 'claim', claimName: 'backups' } },
      volumeSnapshots: true,
    }),
    mongodb: mongodb({
      services: { node: { type: 'NodePort' } },
      backup: { target: { type: 'claim', claimName: 'backups' } },
    }),
    rabbitmq: rabbitmq({
      metrics: true,
      services: {
        public: { type: 'LoadBalancer' },
        ops: { type: 'NodePort', ports: ['management'] },
        pods: { type: 'Headless', ports: ['amqp', 'prometheus'] },
      },
    }),
    cassandra: cassandra({ values: { extraConfig: { concurrent_reads: '16' } } }),
    elasticsearch: elasticsearch({
      labels: { tier: 'search' },
      exporter: true,
      backup: { schedule: '@hourly', keep: 48 },
      values: { snapshots: { type: 'fs', claimName: 'snapshots' } },
    }),
    kafka: kafka({
      labels: { tier: '1e3' },
      topics: { mails: { partitions: 6, retentionHours: -1 }, 'mails.sent': {} },
      exporter: true,
    }),
    events: kafka({ topics: { seen: {} }, uses: [ensemble('zookeeper')] }),
    zookeeper: zookeeper({
      metrics: true,
      values: { heap: '512Mi', extraConfig: { maxClientCnxns: '100' } },
    }),
    prometheus: prometheus({
      nodes: true,
      kubeState: true,
      certManager: true,
      uses: [alerts('alertmanager')],
    }),
    collector: otelCollector({
      values: { destination: { url: 'https://otlp.example.com' }, egress: { ports: [443] } },
    }),
    alertmanager: alertmanager({
      receivers: { team: { slack: true, email: true }, pager: { pagerduty: true, webhook: true } },
      receiver: 'team',
      routes: [
        { severity: 'critical', receiver: 'pager', goesOn: true },
        { category: 'database', receiver: 'team' },
      ],
      watchdog: 'pager',
      values: {
        smtp: {
          host: 'mail.example.com',
          from: 'alerts@example.com',
          auth: { enabled: true, username: 'alerts' },
        },
        receivers: {
          team: { slack: { channel: '#alerts' }, email: { to: ['ops@example.com'] } },
        },
      },
    }),
    grafana: grafana({ labels: { tier: 'pages' }, uses: [queries('prometheus')] }),
  },
  profiles: {
    prod: {
      cassandra: { replicas: 5, replicationFactor: 5, heap: '1Gi' },
      elasticsearch: { replicas: 3, heap: '1Gi' },
      redis: {
        persistence: { claim: 'restored', dataSource: 'boutique-redis-before-upgrade' },
        volumeSnapshots: { class: 'csi-snapshots', take: { 'before-upgrade': 'data' } },
      },
      global: {
        place: { region: 'eu-central-1', zone: '1', cluster: 'true' },
        tls: { cassandra: { enabled: true }, elasticsearch: { enabled: true } },
      },
      mailer: { replicas: 2, containers: { pgbouncer: { settings: { poolSize: 2 } } } },
      reindex: { schedule: { suspend: true } },
      store: { active: 'green', green: { replicas: 2 } },
      'cart-api': { canary: { replicas: 2 } },
      gateway: { canaries: { 'cart-api': { weight: 50, by: 'address' } } },
      wiki: { storage: { data: { size: '20Gi' } } },
    },
    outside: {
      collector: {
        mode: 'external',
        external: { host: 'otlp.example.com', protocol: 'grpc', port: 4317, tls: true },
      },
      global: {
        services: {
          search: {
            mode: 'external',
            host: 'search.example.com',
            ports: { http: 443, stats: 8126 },
            tls: { http: true },
            cidrs: ['203.0.113.0/24'],
          },
        },
      },
    },
  },
})

/** The directory of its project. */
export const workloadsDirectory: string = fileURLToPath(new URL('workloads-files', import.meta.url))

/** The same with the files that it holds. */
export const workloads: typeof platform = await withFiles(platform, workloadsDirectory)

/** Its identity. */
export const workloadsIdentity: ChartIdentity = {
  apiVersion: 'v2',
  name: 'boutique',
  version: '1.0.0',
  appVersion: '1.0.0',
  description: 'A boutique',
  kubeVersion: '>=1.29.0-0',
}

/** Its plan. */
export const workloadsPlan: PlatformPlan = checkedPlan(workloads, workloadsIdentity)
