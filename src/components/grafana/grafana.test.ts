import type { IStatefulSet } from 'kubernetes-models/apps/v1/StatefulSet'
import type { IConfigMap } from 'kubernetes-models/v1/ConfigMap'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { checkPlatform } from '../../platform/check-platform.ts'
import type { Components } from '../../platform/define-platform.ts'
import { resolvePlatform } from '../../platform/resolve.ts'
import type { Values } from '../../values/value.ts'
import { brokenPodRules } from '../../../test/components/pod-rules.ts'
import { type Manifest, rendered, the } from '../../../test/components/rendered.ts'
import { queries, prometheus } from '../prometheus/prometheus.ts'
import { redis } from '../redis/redis.ts'
import { grafana } from './grafana.ts'

const components: Components = {
  grafana: grafana({ uses: [queries('prometheus')] }),
  prometheus: prometheus({ namespace: 'monitoring' }),
  redis: redis({ exporter: true }),
}

const objects = (values: Values = {}): readonly Manifest[] =>
  rendered(components, 'grafana', values)

describe('the pod', () => {
  const pod = the<IStatefulSet>(objects(), 'StatefulSet').spec?.template.spec
  const env = Object.fromEntries(
    (pod?.containers[0]?.env ?? []).map(({ name, value }) => [name, value]),
  )

  it('keeps to the rules of its namespace', () => {
    expect(pod && brokenPodRules(pod)).toEqual([])
  })

  it('lets nobody in without a password, and calls nobody', () => {
    expect(env).toMatchObject({
      GF_AUTH_ANONYMOUS_ENABLED: 'false',
      GF_USERS_ALLOW_SIGN_UP: 'false',
      GF_ANALYTICS_REPORTING_ENABLED: 'false',
      GF_PLUGINS_PREINSTALL_DISABLED: 'true',
      GF_SECURITY_ADMIN_PASSWORD__FILE: '/run/secrets/grafana/password',
    })
  })

  it('has no password of its own', () => {
    const inline = { global: { secrets: { provider: 'inline' } } }
    expect(() => objects(inline)).toThrow('set grafana.auth.password')
  })
})

it('asks the Prometheus that it has an edge to, in its namespace', () => {
  const { data = {} } = the<IConfigMap>(objects(), 'ConfigMap', 'shop-grafana')
  expect(parse(data['datasources.yaml'] ?? '')).toMatchObject({
    datasources: [
      {
        type: 'prometheus',
        url: 'http://shop-prometheus.default-monitoring.svc:9090',
        isDefault: true,
      },
    ],
  })
})

it('has dashboards for what the platform has', () => {
  const { data = {} } = the<IConfigMap>(objects(), 'ConfigMap', 'shop-grafana-dashboards')
  expect(Object.keys(data)).toEqual(['redis.json', 'infrastructure.json'])
  for (const text of Object.values(data)) expect(JSON.parse(text)).toHaveProperty('panels')
})

it('is refused without a Prometheus', () => {
  const platform = resolvePlatform('shop', { components: { grafana: grafana() } })
  expect(checkPlatform(platform).map(({ path, message }) => `${path}: ${message}`)).toEqual([
    'components.grafana.uses: a Grafana shows the metrics of a Prometheus, and this one has none',
  ])
})
