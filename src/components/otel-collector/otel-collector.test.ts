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
    expect(objects({ destination: { url } }).map(({ kind }) => kind)).toContain('NetworkPolicy')
  })

  it('is refused where it sends to nobody, and where nobody knows where it is', () => {
    expect(() => objects({ debug: { enabled: false } })).toThrow(
      'collector has nowhere to send to: set collector.destination.url, or collector.debug.enabled',
    )
    expect(() => objects({ mode: 'external' })).toThrow('set collector.external.host')
  })
})
