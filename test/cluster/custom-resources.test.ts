import { inject, test } from 'vitest'
import {
  alertmanager,
  alerts,
  cache,
  definePlatform,
  prometheus,
  redis,
  service,
} from 'chartwright'
import { chartOf } from './chart-of.ts'
import { cluster, createNamespace } from './cluster.ts'
import { faults } from './faults.ts'
import { release, under } from './helm.ts'
import { createSecrets, setting, using } from './shop.ts'

const customised = setting(
  'global.secrets.provider=externalSecrets',
  'global.secrets.externalSecrets.storeRef.name=vault',
  'gateway.exposure.type=HTTPRoute',
  'gateway.exposure.httpRoute.gateway.name=entrance',
  'gateway.tls.enabled=true',
  'gateway.tls.certificate.enabled=true',
  'gateway.tls.certificate.issuer.name=letsencrypt',
)

test.for(inject('tools').helms)(
  'custom resources fit their definitions under Helm $version',
  async (helm, { expect }) => {
    const shop = release(helm, await createNamespace(under(helm, 'custom')))
    await shop.helm('install', ...using('defaults'), ...customised)
    await expect.poll(() => faults(shop.namespace)).toEqual([])
  },
)

const watched = definePlatform({
  components: {
    web: service({ image: 'shop/web', port: 8080, metrics: {}, uses: [cache('redis')] }),
    redis: redis({ exporter: true }),
    prometheus: prometheus({ kubeState: true, certManager: true, uses: [alerts('alertmanager')] }),
    alertmanager: alertmanager({ receivers: { team: { webhook: true } } }),
  },
})

const operator = setting(
  'global.monitoring.provider=operator',
  'global.monitoring.operator.labels.release=stack',
  'global.monitoring.operator.interval=30s',
)

test.for(inject('tools').helms)(
  'a PodMonitor of each component with metrics and a PrometheusRule fit their definitions under Helm $version',
  async (helm, { expect }) => {
    const shop = release(helm, await createNamespace(under(helm, 'operator')))
    await createSecrets(shop, watched)
    await shop.helm('install', chartOf(watched, {}), ...operator)
    const ofStack = ['podmonitors', 'prometheusrules'] as const
    const [monitors, rules] = await Promise.all(
      ofStack.map(async (plural) => {
        const resource = `monitoring.coreos.com/v1/${plural}` as const
        const all = await cluster().list(resource, shop.namespace, 'release=stack')
        return all.map(({ metadata }) => metadata?.name ?? '').toSorted()
      }),
    )
    expect(monitors).toEqual(['redis', 'web'].map((name) => `${shop.name}-${name}`))
    expect(rules).toEqual([`${shop.name}-prometheus`])
    await expect.poll(() => faults(shop.namespace)).toEqual([])
  },
)
