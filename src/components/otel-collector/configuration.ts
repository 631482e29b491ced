import type { IConfigMap } from 'kubernetes-models/v1/ConfigMap'
import { configMap } from '../../kubernetes/config-map.ts'
import type { Naming } from '../../kubernetes/naming.ts'
import type { Block } from '../../template/node/node.ts'
import { or, raw } from '../../template/node/expression.ts'
import { scope } from '../../template/node/scope.ts'
import { block, joinBlocks, when } from '../../template/node/structure.ts'
import type { Expr, Templated } from '../../template/node/templated.ts'
import { metricsPort, ports } from './contract.ts'
import type { OtelCollectorValues } from './values.ts'

const { value, each } = scope<OtelCollectorValues>()

/** Where the ConfigMap is mounted. */
export const configDirectory = '/etc/otelcol-config'

const signals = ['traces', 'metrics', 'logs'] as const

/** The variable with the secret header. */
export const headerVariable = 'DESTINATION_HEADER'

/** What it takes, and where that goes. An address without a host is all of the pod's, of both families. */
export function configuration(names: Naming, metrics: boolean): Templated<IConfigMap> {
  return configMap(names, {
    'config.yaml': block`
      receivers:
        otlp:
          protocols:
            grpc:
              endpoint: ":${ports.grpc}"
            http:
              endpoint: ":${ports.http}"
      processors:
        memory_limiter:
          check_interval: 1s
          limit_percentage: 80
          spike_limit_percentage: 25
        batch: {}
      exporters:
        ${when(value('debug.enabled'), debug)}
        ${destination('otlp_http', value('destination.url'))}
        ${destination('otlp_grpc', value('destination.grpc'), plainGrpc)}
      service:
        telemetry:
          logs:
            encoding: json
          metrics:
            ${metrics ? ownMetrics : block`level: none`}
        pipelines:
          ${joinBlocks(...signals.map(pipeline))}
    `,
  })
}

const debug = block`
  debug:
    verbosity: ${value('debug.verbosity')}
`

const ownMetrics = block`
  level: normal
  readers:
    - pull:
        exporter:
          prometheus:
            host: ""
            port: ${metricsPort}
`

const header = (name: Expr<string>, text: Expr<string> | string) => block`${name}: "${text}"`

const headers = when(
  or(value('destination.headers'), value('destination.auth.enabled')),
  block`
    headers:
      ${each('destination.headers', (text: Expr<string>, name) => header(name, text))}
      ${when(
        value('destination.auth.enabled'),
        header(value('destination.auth.header'), `\${env:${headerVariable}}`),
      )}
  `,
)

/** This exporter speaks TLS to http://, too, unless told. Source: collector 0.165.0, config/configgrpc. */
const plainGrpc = when(
  raw('boolean', (url: string) =>
    url.startsWith('http:'),
  )`hasPrefix "http:" ${value('destination.grpc')}`,
  block`
    tls:
      insecure: true
  `,
)

const destination = (
  exporter: string,
  url: Expr<string>,
  more: typeof plainGrpc | Block = block``,
) =>
  when(
    url,
    block`
      ${exporter}:
        endpoint: "${url}"
        ${more}
        ${headers}
    `,
  )

/** It takes nothing more when its memory is full, and sends the rest in batches. */
function pipeline(signal: (typeof signals)[number]): Block {
  return block`
    ${signal}:
      receivers: [otlp]
      processors: [memory_limiter, batch]
      exporters:
        ${when(value('debug.enabled'), block`- debug`)}
        ${when(value('destination.url'), block`- otlp_http`)}
        ${when(value('destination.grpc'), block`- otlp_grpc`)}
  `
}
