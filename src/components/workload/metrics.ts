import type { Problem } from '../../errors/chart-error.ts'
import { didYouMean } from '../../errors/suggestion.ts'
import {
  isMetricsName,
  measured,
  type Measured,
  type MetricsPort,
} from '../../kubernetes/monitoring/metrics-port.ts'
import { transport } from '../../kubernetes/network/offered-port.ts'
import type { Schema } from '../../schema/schema.ts'
import { optionPath } from './containers/option-path.ts'
import type { MetricsOptions, Port, ServiceModel } from './model.ts'
import { podPorts, portFor } from './ports.ts'

/** What may be said of metrics. */
export const metricsOption: Schema = {
  type: 'object',
  additionalProperties: false,
  'x-hint': "write metrics: { port: 'http', path: '/metrics' }",
  properties: {
    port: { type: 'string' },
    path: {
      type: 'string',
      pattern: '^/[^\\s?#]*$',
      patternErrorMessage: 'must be a path of a URL that begins with a slash, without a query',
    },
    of: { enum: [...measured] },
  },
}

/**
 * The ports of a pod with metrics: that of the program first, then those that are called so. Those of its own
 * container are of what is usual for the kind.
 */
export function metricsPorts(model: ServiceModel, usual?: Measured): readonly MetricsPort[] {
  const { metrics } = model
  const first = metrics && portOf(model, metrics)
  const named = podPorts(model).filter((one) => one.name !== first?.name && isFound(one))
  const subject = (of: Measured | undefined): Pick<MetricsPort, 'of'> => (of ? { of } : {})
  return [
    ...(first
      ? [
          {
            name: first.name,
            port: first.port,
            path: metrics.path ?? '/metrics',
            ...subject(metrics.of ?? usual),
          },
        ]
      : []),
    ...named.map((one) => ({
      name: one.name,
      port: one.port,
      path: '/metrics',
      ...subject(model.ports.includes(one) ? usual : undefined),
    })),
  ]
}

const isFound = (port: Port): boolean => isMetricsName(port.name) && transport(port) === 'TCP'

function portOf(model: ServiceModel, { port }: MetricsOptions): Port | undefined {
  if (port !== undefined) return podPorts(model).find(({ name }) => name === port)
  return model.ports.find(isFound) ?? portFor(model.ports, ['http'])
}

/** What is wrong with where metrics are said to be. */
export function metricsProblems(model: ServiceModel, component: string): readonly Problem[] {
  const { metrics } = model
  if (!metrics) return []
  const path = optionPath(component, {}, 'metrics')
  const found = portOf(model, metrics)
  if (found && transport(found) === 'TCP' && found.protocol !== 'grpc') return []
  if (found) {
    return [
      {
        code: 'metrics-port',
        path,
        message: `Prometheus asks by HTTP, and the port ${found.name} speaks ${found.protocol}`,
        hint: 'give the metrics a port of their own: ports: { metrics: 9100 }',
      },
    ]
  }
  const known = podPorts(model).map(({ name }) => name)
  const { port } = metrics
  const all = known.length > 0 ? `the ports are: ${known.join(', ')}` : 'it has no ports at all'
  return [
    {
      code: 'metrics-port',
      path,
      message: port === undefined ? 'there is no port with metrics' : `there is no port ${port}`,
      hint:
        port === undefined
          ? 'give them one: ports: { metrics: 9100 }'
          : didYouMean(port, known, all, (close) => `"${close}"`),
    },
  ]
}
