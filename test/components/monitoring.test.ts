import type { IDeployment } from 'kubernetes-models/apps/v1/Deployment'
import type { IStatefulSet } from 'kubernetes-models/apps/v1/StatefulSet'
import type { INetworkPolicy } from 'kubernetes-models/networking.k8s.io/v1/NetworkPolicy'
import { describe, expect, it, test } from 'vitest'
import { generate } from '../../src/chart/generate.ts'
import {
  cache,
  nginxExporter,
  rabbitmq,
  redis,
  service,
  worker,
  zookeeper,
} from '../../src/index.ts'
import type { Values } from '../../src/values/value.ts'
import { identity } from '../default-project.ts'
import { refused } from './refused.ts'
import { rendered, the } from './rendered.ts'

const components = {
  web: service({
    image: 'shop/web',
    port: 8080,
    metrics: { path: '/stats' },
    sidecars: { exporter: nginxExporter() },
    uses: [cache('redis')],
  }),
  mailer: worker({ image: 'shop/mailer', ports: { metrics: 9100, 'smtp-metrics': 9101 } }),
  plain: worker({ image: 'shop/plain', ports: { admin: 9100 } }),
  redis: redis({ exporter: true }),
}

const objects = (name: keyof typeof components, monitoring: Values) =>
  rendered(components, name, { global: { monitoring } })

const annotations = (name: 'mailer' | 'redis' | 'web', provider: string) =>
  the<IDeployment>(objects(name, { provider }), 'Deployment').spec?.template.metadata?.annotations

const named = (port: string, path: string) => ({
  'prometheus.io/scrape': 'true',
  'prometheus.io/port': port,
  'prometheus.io/path': path,
})

describe.each(['annotations', 'embedded'])('with provider %s', (provider) => {
  it.each([
    ['web', named('8080', '/stats')],
    ['mailer', named('9100', '/metrics')],
    ['redis', named('9121', '/metrics')],
  ] as const)('the pods of %s are annotated with their first port', (name, wanted) => {
    expect(annotations(name, provider)).toMatchObject(wanted)
  })
})

test.each(['none', 'operator'])('with provider %s no pod is annotated', (provider) => {
  expect(JSON.stringify(annotations('web', provider) ?? {})).not.toContain('prometheus.io')
})

test('with provider operator, a PodMonitor has every port, and nobody else has one', () => {
  const operator = { labels: { release: 'kube-prometheus-stack' }, interval: '30s' }
  expect(the(objects('web', { provider: 'operator', operator }), 'PodMonitor')).toMatchObject({
    metadata: { name: 'shop-web', labels: { release: 'kube-prometheus-stack' } },
    spec: {
      selector: { matchLabels: { 'app.kubernetes.io/name': 'web' } },
      podMetricsEndpoints: [
        { port: 'http', path: '/stats', interval: '30s' },
        { port: 'nginx-metrics', path: '/metrics', interval: '30s' },
      ],
    },
  })
  const kinds = (name: keyof typeof components, provider: string): readonly string[] =>
    objects(name, { provider }).map(({ kind }) => kind)
  expect(kinds('web', 'annotations')).not.toContain('PodMonitor')
  expect(kinds('plain', 'operator')).not.toContain('PodMonitor')
})

test('the pods of `from` come to the ports with metrics alone, unless nobody fetches any', () => {
  const from = { prometheus: { namespace: 'monitoring' } }
  const policies = (provider: string, more: Values = { from }) =>
    objects('web', { provider, ...more }).filter(
      ({ metadata }) => metadata.name === 'shop-web-metrics',
    )
  expect((policies('annotations')[0] as INetworkPolicy).spec?.ingress).toEqual([
    {
      from: [
        { namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'monitoring' } } },
      ],
      ports: [
        { protocol: 'TCP', port: 8080 },
        { protocol: 'TCP', port: 9113 },
      ],
    },
  ])
  expect(policies('none')).toEqual([])
  expect(policies('operator', {})).toEqual([])
})

test("the platform's own Prometheus comes from its namespace", () => {
  const watched = {
    ...components,
    watcher: { ...worker({ image: 'shop/watcher', namespace: 'ops' }), scrapes: true as const },
  }
  const all = rendered(watched, 'redis', { global: { monitoring: { provider: 'embedded' } } })
  expect(the<INetworkPolicy>(all, 'NetworkPolicy', 'shop-redis-metrics').spec?.ingress).toEqual([
    {
      from: [
        {
          namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'default-ops' } },
          podSelector: {
            matchLabels: {
              'app.kubernetes.io/name': 'watcher',
              'app.kubernetes.io/instance': 'shop',
            },
          },
        },
      ],
      ports: [{ protocol: 'TCP', port: 9121 }],
    },
  ])
})

test('a platform without metrics knows nothing of monitoring', () => {
  const bare = { components: { plain: components.plain } }
  expect(JSON.stringify([...generate(bare, identity)])).not.toContain('onitoring')
  const values = { global: { monitoring: { provider: 'annotations' as const } } }
  expect(() => generate({ ...bare, values }, identity)).toThrow('monitoring')
})

test.each([
  [{ port: 'htp' }, 'metrics-port components.web.metrics', 'there is no port htp', '"http"'],
  [{ port: 8080 }, 'option-type components.web.metrics.port', '', ''],
  [{ path: 'metrics' }, 'option-pattern components.web.metrics.path', '', ''],
  [{ path: '/metrics?all' }, 'option-pattern components.web.metrics.path', '', ''],
  ['/metrics', 'option-type components.web.metrics', '', "metrics: { port: 'http'"],
])('metrics: %j is refused', (metrics, place, message, hint) => {
  const [problem, ...others] = refused({ metrics })
  expect(others).toEqual([])
  expect(`${problem?.code} ${problem?.path}`).toBe(place)
  expect(problem?.message).toContain(message)
  expect(problem?.hint ?? '').toContain(hint)
})

test.each([
  [{ grpc: { port: 9000, protocol: 'grpc' } }, { port: 'grpc' }, 'speaks grpc'],
  [{ stats: { port: 9000, protocol: 'udp' }, http: 8080 }, { port: 'stats' }, 'speaks udp'],
  [{ grpc: { port: 9000, protocol: 'grpc' } }, {}, 'there is no port with metrics'],
])('ports %j have no metrics of %j', (ports, metrics, message) => {
  expect(refused({ port: undefined, ports, metrics }).map((one) => one.message)).toEqual([
    expect.stringContaining(message),
  ])
})

test('two ports of one name or number are refused as ever', () => {
  const sidecars = { exporter: nginxExporter({ portName: 'metrics' }) }
  const ports = { http: 8080, metrics: 9113 }
  expect(refused({ port: undefined, ports, sidecars }).map(({ code }) => code)).toEqual([
    'duplicate-port',
  ])
})

test('the annotations are written by the chart where there are metrics, and by the values elsewhere', () => {
  const podAnnotations = { 'prometheus.io/scrape': 'true' }
  expect(refused({ metrics: {} }, { podAnnotations })[0]?.path).toContain('podAnnotations')
  expect(refused({}, { podAnnotations })).toEqual([])
})

test.each([
  ['rabbitmq', rabbitmq, 'prometheus', 15_692],
  ['zookeeper', zookeeper, 'metrics', 7000],
] as const)(
  'the metrics of %s are its own, where the model says so',
  (name, make, port, number) => {
    const all = (metrics: boolean, provider: string) =>
      rendered({ [name]: make({ metrics }) }, name, { global: { monitoring: { provider } } })
    expect(the(all(true, 'operator'), 'PodMonitor')).toMatchObject({
      spec: { podMetricsEndpoints: [{ port, path: '/metrics' }] },
    })
    const set = the<IStatefulSet>(all(true, 'embedded'), 'StatefulSet').spec?.template
    expect(set?.metadata?.annotations).toMatchObject(named(String(number), '/metrics'))
    const ports = set?.spec?.containers[0]?.ports?.map((one) => [one.name, one.containerPort])
    expect(ports).toContainEqual([port, number])
    expect(JSON.stringify(all(false, 'embedded'))).not.toContain('prometheus.io')
  },
)
