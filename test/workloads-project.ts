import type { ChartIdentity } from '../src/chart/chart-identity.ts'
import { type PlatformPlan, planPlatform } from '../src/chart/plan-platform.ts'
import {
  cache,
  call,
  database,
  definePlatform,
  gateway,
  internet,
  job,
  outside,
  postgresql,
  redis,
  service,
  worker,
} from '../src/index.ts'
import { resolvePlatform } from '../src/platform/resolve.ts'

/** A platform of every kind of workload, each in the forms that the default project does not have. */
export const workloads = definePlatform({
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
      uid: 1000,
    }),
    frontend: service({
      description: 'Pages',
      image: 'boutique/frontend',
      ports: { http: 8080, admin: 8081 },
      command: ['/frontend'],
      args: ['--title={{ shop }}'],
      workingDir: '/srv',
      probes: {
        startup: false,
        liveness: { http: '/alive', port: 'admin' },
        readiness: { exec: ['cat', '/tmp/ready'] },
      },
      uses: [
        call('catalog', { env: { PRODUCT_CATALOG_ADDR: '{address}' } }),
        call('catalog', { port: 'gossip', as: 'GOSSIP' }),
        cache('redis'),
      ],
    }),
    relay: service({ image: 'boutique/relay', ports: { smtp: { port: 2525, protocol: 'tcp' } } }),
    mailer: worker({
      description: 'Sends mail',
      image: 'boutique/mailer',
      uses: [
        database('postgresql', { account: 'shop', env: { DB_HOST: '{host}' } }),
        call('relay'),
        internet(587),
        outside({ cidrs: ['10.20.0.0/16'], ports: [25] }),
      ],
      probes: { liveness: { exec: ['/alive'] } },
      migrate: ['migrate'],
      secrets: { smtp: { password: 'SMTP_PASSWORD' } },
    }),
    seed: job({
      description: 'Fills the catalog',
      image: 'boutique/seed',
      command: ['seed'],
      uses: [database('postgresql', { account: 'shop', waitFor: true }), call('catalog')],
      secrets: { feed: { key: 'FEED_KEY' } },
    }),
    reindex: job({
      description: 'Makes the index anew',
      image: 'boutique/seed',
      schedule: '30 2 * * *',
      uses: [call('catalog')],
      values: { schedule: { timeZone: 'Europe/Berlin' } },
    }),
    gateway: gateway({ host: 'boutique.example.com', routes: { '/': 'frontend' } }),
    postgresql: postgresql(),
    redis: redis(),
  },
  profiles: { prod: { mailer: { replicas: 2 }, reindex: { schedule: { suspend: true } } } },
})

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
export const workloadsPlan: PlatformPlan = planPlatform(
  resolvePlatform('boutique', workloads),
  workloadsIdentity,
)
