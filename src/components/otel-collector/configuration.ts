import type { IConfigMap } from 'kubernetes-models/v1/ConfigMap'
import { configMap } from '../../kubernetes/config-map.ts'
import type { Naming } from '../../kubernetes/naming.ts'
import type { Block } from '../../template/node/node.ts'
import { scope } from '../../template/node/scope.ts'
import { block, joinBlocks, when } from '../../template/node/structure.ts'
import type { Templated } from '../../template/node/templated.ts'
import { ports } from './contract.ts'
import type { OtelCollectorValues } from './values.ts'

const { value } = scope<OtelCollectorValues>()

/** Where the ConfigMap is mounted. */
export const configDirectory = '/etc/otelcol-config'

const signals = ['traces', 'metrics', 'logs'] as const

/** What it takes, and where that goes. An address without a host is all of the pod's, of both families. */
export function configuration(names: Naming): Templated<IConfigMap> {
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
        ${when(value('destination.url'), destination)}
      service:
        telemetry:
          logs:
            encoding: json
          metrics:
            level: none
        pipelines:
          ${joinBlocks(...signals.map(pipeline))}
    `,
  })
}

const debug = block`
  debug:
    verbosity: ${value('debug.verbosity')}
`

const destination = block`
  otlp_http:
    endpoint: "${value('destination.url')}"
`

/** It takes nothing more when its memory is full, and sends the rest in batches. */
function pipeline(signal: (typeof signals)[number]): Block {
  return block`
    ${signal}:
      receivers: [otlp]
      processors: [memory_limiter, batch]
      exporters:
        ${when(value('debug.enabled'), block`- debug`)}
        ${when(value('destination.url'), block`- otlp_http`)}
  `
}
