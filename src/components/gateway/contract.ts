import { clientLabel } from '../../kubernetes/network-door.ts'
import type { ComponentContext } from '../../platform/component.ts'
import type { DeepPartial } from '../../values/deep-partial.ts'
import { overlay } from '../../values/overlay.ts'
import type { GatewayValues } from '../../values/types/gateway.ts'
import type { Values } from '../../values/value.ts'
import type { GatewayModel, Route } from './model.ts'
import type { LimitTier } from './options.ts'

/** What the model sets: hosts, and the numbers of its routes and limits, below the options' own values. */
export function gatewayValues(
  model: GatewayModel,
  values: DeepPartial<GatewayValues>,
): DeepPartial<GatewayValues> {
  const [main, ...further] = model.sites
  const limits = Object.entries(model.limits)
  const set: DeepPartial<GatewayValues> = {
    host: main?.host ?? '',
    ...(further.length > 0
      ? { sites: Object.fromEntries(further.map(({ name = '', host }) => [name, { host }])) }
      : {}),
    routes: Object.fromEntries(routes(model).map((route) => [route.name, routeValues(route)])),
    ...(limits.length > 0
      ? {
          rateLimits: {
            tiers: Object.fromEntries(limits.map(([name, tier]) => [name, tierValues(tier)])),
          },
        }
      : {}),
  }
  return overlay(set as Values, values as Values) as DeepPartial<GatewayValues> // both are plain data of that type
}

/** Every route of every host. */
export function routes({ sites }: GatewayModel): readonly Route[] {
  return sites.flatMap((site) => site.routes)
}

function routeValues({
  webSocket,
  timeoutSeconds,
  maxBodySize,
}: Route): DeepPartial<GatewayValues['routes'][string]> {
  return {
    timeoutSeconds: timeoutSeconds ?? (webSocket ? 3600 : 60),
    maxBodySize: maxBodySize ?? '1m',
  }
}

function tierValues({
  perMinute,
  burst,
  by,
}: LimitTier): GatewayValues['rateLimits']['tiers'][string] {
  return { perMinute, burst: burst ?? perMinute, by: by ?? 'address' }
}

/** Names that the schema of this one gateway needs: maps with fixed keys, and what the chart itself uses. */
export function gatewayKeys(
  model: GatewayModel,
  context: ComponentContext,
): Readonly<Record<string, readonly string[]>> {
  return {
    sites: model.sites.flatMap(({ name }) => (name === undefined ? [] : [name])),
    routes: routes(model).map(({ name }) => name),
    tiers: Object.keys(model.limits),
    volumes: ['tmp', 'config', 'tls'],
    mountPaths: ['/tmp', '/etc/nginx', '/etc/tls'],
    containers: [context.name],
    podLabels: context.uses.flatMap(({ edge }) => Object.keys(clientLabel(edge.to))),
  }
}
