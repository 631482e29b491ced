import type { IDeployment } from 'kubernetes-models/apps/v1/Deployment'
import type { IConfigMap } from 'kubernetes-models/v1/ConfigMap'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import type { Components } from '../../platform/define-platform.ts'
import type { Values } from '../../values/value.ts'
import { brokenPodRules } from '../../../test/components/pod-rules.ts'
import { type Manifest, rendered, the } from '../../../test/components/rendered.ts'
import { environmentOf } from '../../../test/programs/local-container.ts'
import { service } from '../service/service.ts'
import { otelCollector, otlp } from './otel-collector.ts'

const components: Components = {
  web: service({ image: 'shop/web', port: 8080, uses: [otlp('collector')] }),
  collector: otelCollector(),
}

const objects = (values: Values = {}): readonly Manifest[] =>
  rendered(components, 'collector', values)

const kinds = (all: readonly Manifest[]): readonly string[] => all.map(({ kind }) => kind)

/** What the container of its client finds. */
function environment(values: Values = {}): Readonly<Record<string, string>> {
  const pod = the<IDeployment>(rendered(components, 'web'), 'Deployment').spec?.template.spec
  const own = (pod?.containers[0]?.env ?? []).filter(({ name }) => name.startsWith('OTEL_'))
  return environmentOf(own, objects(values))
}

const elsewhere = {
  mode: 'external',
  external: { host: '2001:db8::1', port: 4317, protocol: 'grpc', tls: true },
}

describe('a client', () => {
  it('has the variables that SDKs of OpenTelemetry read', () => {
    expect(environment()).toEqual({
      OTEL_EXPORTER_OTLP_ENDPOINT: 'http://shop-collector:4318',
      OTEL_EXPORTER_OTLP_PROTOCOL: 'http/protobuf',
      OTEL_SERVICE_NAME: 'web',
      OTEL_RESOURCE_ATTRIBUTES: 'service.namespace=shop',
    })
  })

  it('has the same of one elsewhere, of which nothing else is rendered', () => {
    expect(environment(elsewhere)).toMatchObject({
      OTEL_EXPORTER_OTLP_ENDPOINT: 'https://[2001:db8::1]:4317',
      OTEL_EXPORTER_OTLP_PROTOCOL: 'grpc',
    })
    const names = objects(elsewhere).map(({ kind, metadata }) => `${kind} ${metadata.name}`)
    expect(names).toEqual(['ConfigMap shop-collector-web', 'NetworkPolicy shop-collector-external'])
  })
})

describe('the collector', () => {
  const configuration = (values: Values = {}): unknown =>
    parse(
      the<IConfigMap>(objects(values), 'ConfigMap', 'shop-collector').data?.['config.yaml'] ?? '',
    )

  it('keeps to the rules of its namespace', () => {
    const pod = the<IDeployment>(objects(), 'Deployment').spec?.template.spec
    expect(pod && brokenPodRules(pod)).toEqual([])
  })

  it('tells its log how much it takes, and sends all of it on where the values say', () => {
    const traces = (exporters: readonly string[]) => ({
      service: {
        pipelines: {
          traces: { receivers: ['otlp'], processors: ['memory_limiter', 'batch'], exporters },
        },
      },
    })
    expect(configuration()).toMatchObject(traces(['debug']))
    const url = 'https://otlp.example.com/v1'
    const only = configuration({ debug: { enabled: false }, destination: { url } })
    expect(only).toMatchObject({
      ...traces(['otlp_http']),
      exporters: { otlp_http: { endpoint: url } },
    })
    expect(kinds(objects({ destination: { url } }))).toContain('NetworkPolicy')
  })

  it('sends on over gRPC, with headers that everybody may see and one from its Secret', () => {
    const destination = {
      grpc: 'https://otlp.example.com:4317',
      headers: { 'X-Scope-OrgID': 'shop' },
      auth: { enabled: true, header: 'api-key' },
    }
    expect(configuration({ destination })).toMatchObject({
      exporters: {
        otlp_grpc: {
          endpoint: destination.grpc,
          headers: { 'X-Scope-OrgID': 'shop', 'api-key': '${env:DESTINATION_HEADER}' },
        },
      },
      service: { pipelines: { logs: { exporters: ['debug', 'otlp_grpc'] } } },
    })
    const plain = configuration({ destination: { grpc: 'http://tempo:4317' } })
    expect(plain).toMatchObject({ exporters: { otlp_grpc: { tls: { insecure: true } } } })
    const [container] =
      the<IDeployment>(objects({ destination }), 'Deployment').spec?.template.spec?.containers ?? []
    expect(container?.env).toMatchObject([
      {
        name: 'DESTINATION_HEADER',
        valueFrom: { secretKeyRef: { name: 'shop-collector-destination', key: 'header' } },
      },
    ])
    const inline = {
      global: { secrets: { provider: 'inline' } },
      destination: { ...destination, auth: { ...destination.auth, value: 'key' } },
    }
    expect(the(objects(inline), 'Secret', 'shop-collector-destination')).toMatchObject({
      data: { header: Buffer.from('key').toString('base64') },
    })
    expect(kinds(objects())).not.toContain('Secret')
  })

  it('has metrics of its own where the model says so', () => {
    const measured: Components = { ...components, collector: otelCollector({ metrics: true }) }
    const monitoring = { provider: 'operator', from: { prometheus: { namespace: 'monitoring' } } }
    const all = rendered(measured, 'collector', { global: { monitoring } })
    expect(the(all, 'PodMonitor')).toMatchObject({
      spec: { podMetricsEndpoints: [{ port: 'metrics', path: '/metrics' }] },
    })
    expect(the(all, 'NetworkPolicy', 'shop-collector-metrics')).toMatchObject({
      spec: { ingress: [{ ports: [{ port: 8888 }] }] },
    })
    expect(configuration()).toMatchObject({
      service: { telemetry: { metrics: { level: 'none' } } },
    })
  })

  const to = 'http://tempo:4318'
  it.each([
    [{ url: to, grpc: 'http://tempo:4317' }, 'set collector.destination.url or'],
    [{ auth: { enabled: true } }, 'collector.destination.auth is for a destination'],
    [
      { url: to, headers: { Authorization: 'x' }, auth: { enabled: true } },
      'the header of collector.destination.auth is in collector.destination.headers, too',
    ],
  ])('is refused with a destination that cannot be meant: %j', (destination, advice) => {
    expect(() => objects({ destination })).toThrow(advice)
  })

  it('is refused where it sends to nobody, and where nobody knows where it is', () => {
    expect(() => objects({ debug: { enabled: false } })).toThrow(
      'collector has nowhere to send to: set collector.destination.url, or collector.debug.enabled',
    )
    expect(() => objects({ mode: 'external' })).toThrow('set collector.external.host')
  })
})
