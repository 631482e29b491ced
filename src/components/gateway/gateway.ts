import type { Component } from '../../platform/component.ts'
import { defineKind } from '../../platform/define-kind.ts'
import type { Edge } from '../../platform/edge.ts'
import type { GatewayValues } from './values.ts'
import { valuesOf } from '../../schema/values-schema.ts'
import { call } from '../service/service.ts'
import { exporterFeatures, exporterMetrics } from '../store/index.ts'
import { portsOf, serviceConnection } from '../workload/index.ts'
import { canaryChecks } from './canaries.ts'
import { certificateSecret } from './certificate.ts'
import { checkGateway } from './check.ts'
import { gatewayKeys, gatewayValues } from './contract.ts'
import { exporterPort } from './exporter.ts'
import { nginxVersion } from './image.ts'
import { gatewayModel, routes } from './model.ts'
import { gatewayOptions } from './option-schema.ts'
import type { GatewayOptions } from './options.ts'
import { gatewayTemplates } from './templates.ts'
import schema from './schema.json' with { type: 'json' }

export type { GatewayOptions } from './options.ts'

const kind = defineKind({
  kind: 'gateway',
  provides: 'http',
  values: valuesOf<GatewayValues>(schema, { isChecked: true }),
  options: gatewayOptions,
  description: 'Gateway in front of the services',
  priority: 'critical',
  appVersion: nginxVersion,
  model: gatewayModel,
  uses: (model) => [...new Set(routes(model).map(({ to }) => to))].map((to) => call(to)),
  set: (_, model) => gatewayValues(model),
  features: (model) => [
    ...(Object.keys(model.limits).length > 0 ? ['rateLimits'] : []),
    ...exporterFeatures(model),
    'exporter.open',
  ],
  metrics: (model) => exporterMetrics(model, 'nginx', exporterPort),
  connection: serviceConnection(portsOf(80)),
  health: { port: 80, path: '/healthz' },
  entrance: { port: 80, path: '/healthz' },
  secrets: ({ name }) => [certificateSecret(name)],
  keys: (context, model) => gatewayKeys(model, context),
  check: (context, model) => checkGateway(model, context),
  checksTogether: canaryChecks,
  templates: (context, model) => gatewayTemplates(model, context),
})

/** One edge for each service that routes lead to, so that the compiler knows them all. */
type RouteEdge<To extends string> = To extends string ? Edge<'http', To> : never

/**
 * The edge of a platform: nginx that routes by host and path, limits rates, answers for CORS, sets
 * security headers and ends TLS, behind an Ingress, an HTTPRoute or a Service of its own.
 */
export function gateway<const To extends string, const Tier extends string = never>(
  options: GatewayOptions<To, Tier>,
): Component<'http', GatewayValues, readonly RouteEdge<To>[]> {
  const made: Component<'http', GatewayValues> = kind.component(options)
  return made as Component<'http', GatewayValues, readonly RouteEdge<To>[]> // its edges lead where the routes do
}
