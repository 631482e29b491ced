import type { ChartIdentity } from '../src/chart/chart-identity.ts'
import { checkedPlan } from '../src/chart/checked-plan.ts'
import type { PlatformPlan } from '../src/chart/plan-platform.ts'
import {
  call,
  database,
  definePlatform,
  gateway,
  job,
  kafka,
  postgresql,
  publish,
  service,
  worker,
} from '../src/index.ts'

const store = database('history', { waitFor: true })

/** A platform of which a part lives in a second namespace, and calls lead both ways. */
export const twoNamespaces = definePlatform({
  components: {
    web: service({
      image: 'shop/web',
      port: 8000,
      uses: [call('metrics'), database('postgresql')],
    }),
    metrics: service({
      namespace: 'monitoring',
      image: 'ops/metrics',
      port: 9090,
      uses: [call('web', { env: { WEB_ADDR: '{address}' } }), store, publish('log', ['events'])],
      secrets: { login: { password: 'LOGIN_PASSWORD' } },
      rules: [{ resources: ['pods'], verbs: ['list'] }],
      clusterRules: [{ resources: ['nodes'], verbs: ['list'] }],
      migrate: ['migrate'],
    }),
    agent: worker({ namespace: 'monitoring', image: 'ops/agent', uses: [call('metrics')] }),
    report: job({
      namespace: 'monitoring',
      image: 'ops/report',
      schedule: '@daily',
      uses: [call('web')],
    }),
    gateway: gateway({ host: 'shop.example.com', routes: { '/': 'web', '/metrics': 'metrics' } }),
    postgresql: postgresql(),
    history: postgresql({ namespace: 'monitoring' }),
    log: kafka({ namespace: 'monitoring', topics: { events: {} } }),
  },
  profiles: {
    prod: {
      global: { namespaces: { monitoring: { name: 'observability', create: true } } },
      resourceQuota: { enabled: true },
      limitRange: { enabled: true },
    },
  },
})

/** Its identity. */
export const twoNamespacesIdentity: ChartIdentity = {
  apiVersion: 'v2',
  name: 'bazaar',
  version: '1.0.0',
  appVersion: '1.0.0',
  description: 'A shop that is watched',
  kubeVersion: '>=1.29.0-0',
}

/** Its plan. */
export const twoNamespacesPlan: PlatformPlan = checkedPlan(twoNamespaces, twoNamespacesIdentity)
