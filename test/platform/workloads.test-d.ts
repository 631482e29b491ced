import { test } from 'vitest'
import {
  alertmanager,
  alerts,
  call,
  database,
  definePlatform,
  elasticsearch,
  ensemble,
  gateway,
  grafana,
  job,
  kafka,
  logCollector,
  mongodb,
  nginxExporter,
  otelCollector,
  otlp,
  postgresql,
  prometheus,
  publish,
  queries,
  rabbitmq,
  redis,
  service,
  worker,
  zookeeper,
} from '../../src/index.ts'

const image = 'shop/app'

test('a worker has no Service, and nobody calls it', () => {
  // @ts-expect-error a worker has no port that others call
  worker({ image, port: 8080 })
  worker({ image, ports: { metrics: 9100 }, probes: { liveness: '/alive' } })
  // @ts-expect-error its ports are of no Service
  worker({ image, ports: { metrics: { port: 9100, service: true } } })
  // @ts-expect-error it has no Service
  worker({ image, values: { service: { type: 'NodePort' } } })
  definePlatform({
    components: {
      a: worker({ image }),
      // @ts-expect-error a is a worker
      b: service({ image, port: 8080, uses: [call('a')] }),
    },
  })
  definePlatform({
    components: {
      a: worker({ image }),
      // @ts-expect-error a route leads to a service
      g: gateway({ routes: { '/': 'a' } }),
    },
  })
})

test('a job ends: what is of Deployments is no value of it', () => {
  job({ image, schedule: '@daily', values: { schedule: { suspend: true } } })
  job({ image, priority: 'critical' })
  // @ts-expect-error a job has no replicas
  job({ image, values: { replicas: 2 } })
  // @ts-expect-error a job migrates nothing beside itself
  job({ image, migrate: ['up'] })
})

test('ports speak a protocol that there is', () => {
  service({ image, ports: { grpc: { port: 9000, protocol: 'grpc' } } })
  // @ts-expect-error there is no protocol sctp
  service({ image, ports: { a: { port: 9000, protocol: 'sctp' } } })
})

test('metrics are said of what runs all the time', () => {
  service({ image, port: 8080, metrics: { path: '/metrics' } })
  worker({ image, ports: { metrics: 9100 }, metrics: { port: 'metrics' } })
  // @ts-expect-error a port is called by its name
  service({ image, port: 8080, metrics: { port: 8080 } })
  // @ts-expect-error nobody fetches metrics of a job in time
  job({ image, metrics: {} })
  worker({ image, ports: { metrics: 9308 }, metrics: { of: 'kafka' } })
  // @ts-expect-error there are no alerts for that
  worker({ image, ports: { metrics: 9308 }, metrics: { of: 'memcached' } })
  const components = { a: service({ image, port: 8080, metrics: {} }) }
  definePlatform({ components, values: { global: { monitoring: { provider: 'operator' } } } })
  // @ts-expect-error there is no such provider
  definePlatform({ components, values: { global: { monitoring: { provider: 'datadog' } } } })
})

test('a Prometheus sends its alerts to an Alertmanager, and a Grafana asks a Prometheus', () => {
  const watching = {
    prometheus: prometheus({ nodes: true, uses: [alerts('alertmanager')] }),
    alertmanager: alertmanager({ receivers: { team: { slack: true } } }),
  }
  definePlatform({
    components: { ...watching, grafana: grafana({ uses: [queries('prometheus')] }) },
  })
  definePlatform({
    // @ts-expect-error an Alertmanager answers no questions
    components: { ...watching, grafana: grafana({ uses: [queries('alertmanager')] }) },
  })
  definePlatform({
    components: watching,
    // @ts-expect-error a threshold is a number
    values: { prometheus: { rules: { redis: { memoryPercent: '95' } } } },
  })
  // @ts-expect-error there is no such way
  alertmanager({ receivers: { team: { sms: true } } })
  // @ts-expect-error nobody would get an alert
  alertmanager({})
})

test('telemetry goes to a collector', () => {
  const components = { collector: otelCollector({ values: { debug: { verbosity: 'detailed' } } }) }
  definePlatform({
    components: {
      ...components,
      a: worker({ image, uses: [otlp('collector', { env: { OTLP: '{endpoint}' } })] }),
    },
  })
  definePlatform({
    components: {
      ...components,
      // @ts-expect-error a collector has no password
      a: worker({ image, uses: [otlp('collector', { env: { OTLP: '{password}' } })] }),
    },
  })
  // @ts-expect-error there is no such verbosity
  otelCollector({ values: { debug: { verbosity: 'loud' } } })
})

test('further Services are of the types that there are, and of services', () => {
  service({ image, port: 8080, services: { public: { type: 'LoadBalancer', ports: ['http'] } } })
  postgresql({ services: { node: { type: 'NodePort' } } })
  // @ts-expect-error Kubernetes calls it a Service without an address
  service({ image, port: 8080, services: { a: { type: 'None' } } })
  // @ts-expect-error what may differ from profile to profile is a value
  service({ image, port: 8080, services: { a: { type: 'NodePort', nodePorts: { http: 30_180 } } } })
  // @ts-expect-error nobody connects to a worker
  worker({ image, services: { a: {} } })
})

test('a file is a path of the project, or a text', () => {
  worker({ image, files: { '/etc/a': './a', '/etc/b': { text: 'b' } } })
  // @ts-expect-error bytes are no text
  worker({ image, files: { '/etc/a': { text: new Uint8Array(1) } } })
  // @ts-expect-error it has nothing but its text
  job({ image, init: { a: { files: { '/etc/a': { text: 'a', mode: 0o755 } } } } })
})

test('ready-made sidecars are sidecars like others', () => {
  worker({ image, sidecars: { logs: logCollector({ from: 'logs' }), nginx: nginxExporter() } })
  logCollector({ from: 'logs', to: call('relay', { port: 'syslog' }) })
  // @ts-expect-error it reads a shared volume
  logCollector({ files: '*.log' })
  // @ts-expect-error it sends to a service, or to a host and a port
  logCollector({ from: 'logs', to: database('postgresql') })
  // @ts-expect-error nginx has one place with its status
  nginxExporter({ status: ['http://127.0.0.1'] })
})

test('what runs all the time may keep something, by sizes', () => {
  service({ image, port: 8080, storage: { data: '10Gi' }, mounts: { '/data': 'data' } })
  worker({
    image,
    storage: { data: '10Gi' },
    mounts: { '/data': 'data' },
    values: { storage: { data: { storageClass: 'fast' } } },
  })
  // @ts-expect-error a size has a unit
  worker({ image, storage: { data: 10 } })
  // @ts-expect-error classes are values
  worker({ image, storage: { data: { size: '10Gi', storageClass: 'fast' } } })
  service({ image, port: 8080, statefulSet: 'Parallel', values: { replicas: 3 } })
  // @ts-expect-error there is no such order
  worker({ image, statefulSet: 'parallel' })
  // @ts-expect-error a job ends, and its volume would go on
  job({ image, storage: { data: '10Gi' } })
})

test('rules are those of RBAC, and paths are of the whole cluster', () => {
  job({ image, rules: [{ resources: ['pods'], verbs: ['list'] }] })
  worker({ image, clusterRules: [{ nonResourceURLs: ['/metrics'], verbs: ['get'] }] })
  // @ts-expect-error a Role has no paths
  worker({ image, rules: [{ nonResourceURLs: ['/metrics'], verbs: ['get'] }] })
  // @ts-expect-error a rule says what may be done
  worker({ image, rules: [{ resources: ['pods'] }] })
  // @ts-expect-error a store talks to nobody
  postgresql({ rules: [{ resources: ['pods'], verbs: ['list'] }] })
})

test('accounts are of stores, and ports of services', () => {
  const components = { db: postgresql(), a: service({ image, port: 8080 }) }
  definePlatform({
    components: {
      ...components,
      b: worker({
        image,
        uses: [database('db', { account: 'shared' }), call('a', { port: 'http' })],
      }),
    },
  })
  call('a', { service: 'headless' })
  // @ts-expect-error a store is reached by its own Service
  database('db', { service: 'headless' })
  // @ts-expect-error a service has no accounts
  call('a', { account: 'shared' })
  // @ts-expect-error nor Secrets of them
  call('a', { secret: 'login' })
  database('db', { secret: 'login' })
  // @ts-expect-error a Secret is called by its name
  database('db', { secret: { name: 'login' } })
  // @ts-expect-error a store has one port
  database('db', { port: 'sql' })
})

test('further containers of a pod are closed', () => {
  service({ image, port: 8080, init: { a: { command: ['a'] } }, shared: { logs: '1Mi' } })
  // @ts-expect-error an init container ends, and has no ports
  service({ image, port: 8080, init: { a: { ports: { metrics: 9100 } } } })
  // @ts-expect-error it is called image
  worker({ image, sidecars: { a: { imag: 'x' } } })
  // @ts-expect-error a shared volume has a size
  job({ image, shared: { logs: true } })
  // @ts-expect-error memory is an amount
  worker({ image, sidecars: { a: { resources: { limits: { memory: true } } } } })
  worker({ image, values: { containers: { a: { image: { tag: '1' } } } } })
  // @ts-expect-error a container has no replicas
  worker({ image, values: { containers: { a: { replicas: 1 } } } })
})

test('a service is released in a way that there is, and a worker leads nobody anywhere', () => {
  service({ image, port: 8080, release: 'blue-green', values: { active: 'green' } })
  service({ image, port: 8080, release: { strategy: 'blue-green', label: 'environment' } })
  service({ image, port: 8080, release: 'canary', values: { canary: { replicas: 1 } } })
  // @ts-expect-error a gateway has the weight
  service({ image, port: 8080, release: 'canary', values: { canary: { weight: 10 } } })
  // @ts-expect-error there is no such strategy
  service({ image, port: 8080, release: 'bluegreen' })
  // @ts-expect-error there are two colours
  service({ image, port: 8080, release: 'blue-green', values: { active: 'red' } })
  // @ts-expect-error a worker has no Service to switch
  worker({ image, release: 'blue-green' })
})

test('stores have further Services of the types that there are', () => {
  postgresql({ sql: { orders: './schema.sql', users: ['./users', './views.sql'] } })
  postgresql({ standbys: true, values: { standbys: { replicas: 3 } } })
  // @ts-expect-error how many there are is a value
  postgresql({ standbys: 2 })
  database('postgresql', { env: { READ_URL: '{readonly-url}' } })
  // @ts-expect-error files are of an account
  postgresql({ sql: ['./schema.sql'] })
  redis({ services: { node: { type: 'NodePort' } }, statefulSet: true })
  // @ts-expect-error it is one pod, whose order says nothing
  redis({ statefulSet: 'Parallel' })
  rabbitmq({ vhost: '/', services: { ops: { ports: ['management'] } } })
  // @ts-expect-error no Service is of this type
  mongodb({ services: { a: { type: 'None' } } })
})

test('a service may run elsewhere, and a profile says where', () => {
  const components = { a: service({ image, port: 8080, external: true }) }
  const a = {
    mode: 'external' as const,
    host: 'a.example.com',
    ports: { http: 443 },
    tls: { http: true },
  }
  definePlatform({ components, profiles: { prod: { global: { services: { a } } } } })
  definePlatform({
    components,
    // @ts-expect-error it is embedded or external
    profiles: { prod: { global: { services: { a: { mode: 'outside' } } } } },
  })
  // @ts-expect-error nobody calls a worker, so that nobody needs to know where it runs
  worker({ image, external: true })
})

test('an exporter is there or not, or has further arguments', () => {
  postgresql({ exporter: true, values: { exporter: { resources: { limits: { memory: '1Gi' } } } } })
  postgresql({ exporter: { args: ['--collector.locks'] } })
  redis({ exporter: true })
  // @ts-expect-error its image is a value
  postgresql({ exporter: { image: 'exporter:1' } })
})

test('backups are there or not, or have a schedule, a number to keep and a target', () => {
  postgresql({ backup: true, values: { restore: { from: 'latest', rehearse: true } } })
  elasticsearch({ backup: { keep: 3 }, values: { restore: { from: 'latest' } } })
  // @ts-expect-error it stores them itself, in the repository of its values
  elasticsearch({ backup: { target: { type: 'claim' } } })
  mongodb({ backup: true, values: { restore: { from: 'latest' } } })
  postgresql({ backup: { schedule: '@daily', keep: { daily: 14 } } })
  redis({ backup: { keep: { hourly: 24 } }, values: { restore: { overwrite: true } } })
  postgresql({ backup: { target: { type: 'claim', claimName: 'backups' } } })
  // @ts-expect-error it is a number of each kind
  postgresql({ backup: { keep: 0 } })
  // @ts-expect-error it is a bucket or a claim
  postgresql({ backup: { target: { type: 'ftp' } } })
  // @ts-expect-error its image is a value
  postgresql({ backup: { image: 'restic:1' } })
})

test('snapshots of volumes are of stores that have a claim of their own', () => {
  postgresql({ volumeSnapshots: true, values: { volumeSnapshots: { take: { today: 'data' } } } })
  redis({ volumeSnapshots: true, values: { persistence: { dataSource: 'before' } } })
  // @ts-expect-error its class is a value
  redis({ volumeSnapshots: { class: 'csi' } })
  // @ts-expect-error each of its pods has one
  kafka({ topics: {}, volumeSnapshots: true })
})

test('a Kafka cluster uses an ensemble, or nothing', () => {
  const app = service({ image, port: 8080, uses: [publish('kafka', ['a'])] })
  const topics = { a: {} }
  definePlatform({
    components: {
      app,
      kafka: kafka({ topics, uses: [ensemble('zookeeper')] }),
      zookeeper: zookeeper({ values: { replicas: 3 } }),
    },
  })
  definePlatform({
    components: {
      app,
      // @ts-expect-error app is no ensemble
      kafka: kafka({ topics, uses: [ensemble('app')] }),
    },
  })
  // @ts-expect-error a database is no ensemble
  kafka({ topics, uses: [database('postgresql')] })
  // @ts-expect-error two servers have no majority without each other
  zookeeper({ values: { replicas: 2 } })
})
