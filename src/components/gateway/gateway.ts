import type { Component } from '../../platform/component.ts'
import type { Edge } from '../../platform/edge.ts'
import type { GatewayValues } from '../../values/types/gateway.ts'
import { call, serviceConnection } from '../service/connection.ts'
import { portsOf } from '../service/ports.ts'
import { certificateSecret } from './certificate.ts'
import { checkGateway } from './check.ts'
import { gatewayKeys, gatewayValues } from './contract.ts'
import { nginxVersion } from './image.ts'
import { type GatewayModel, sitesOf } from './model.ts'
import type { GatewayOptions } from './options.ts'
import { gatewayTemplates } from './templates.ts'

export type { GatewayOptions } from './options.ts'
import { withOptions } from '../../platform/checked-options.ts'
import { gatewayKind } from './option-schema.ts'

/** One edge for each service that routes lead to, so that the compiler knows them all. */
type RouteEdge<To extends string> = To extends string ? Edge<'http', To> : never

/**
 * The edge of a platform: nginx that routes by host and path, limits rates, answers for CORS, sets
 * security headers and ends TLS, behind an Ingress, an HTTPRoute or a Service of its own.
 */
export function gateway<const To extends string, const Tier extends string = never>(
  options: GatewayOptions<To, Tier>,
): Component<'http', GatewayValues, readonly RouteEdge<To>[]> {
  return withOptions(gatewayKind, options, () => {
    const model: GatewayModel = {
      sites: sitesOf(options),
      limits: options.limits ?? {},
      priority: options.priority ?? 'critical',
    }
    const targets = new Set(model.sites.flatMap(({ routes }) => routes.map(({ to }) => to)))
    return {
      kind: 'gateway',
      provides: 'http',
      description: options.description ?? 'Gateway in front of the services',
      appVersion: nginxVersion,
      uses: [...targets].map((to) => call(to)) as readonly Edge[] as readonly RouteEdge<To>[], // the targets are of type To
      values: () => gatewayValues(model, options.values ?? {}),
      features: Object.keys(model.limits).length > 0 ? ['rateLimits'] : [],
      connection: serviceConnection(portsOf(80)),
      health: { port: 80, path: '/healthz' },
      entrance: { port: 80, path: '/healthz' },
      secrets: ({ name }) => [certificateSecret(name)],
      keys: (context) => gatewayKeys(model, context),
      check: (context) => checkGateway(model, context),
      templates: (context) => gatewayTemplates(model, context),
    }
  })
}
