import { clientLabel } from '../../kubernetes/network-door.ts'
import type { ComponentContext } from '../../platform/component.ts'
import type { DeepPartial } from '../../schema/deep-partial.ts'
import { overlay } from '../../helm/merge/overlay.ts'
import type { GatewayValues } from '../../values/types/gateway.ts'
import { isMap, mapValues, type Values } from '../../values/value.ts'
import type { GatewayModel, Route } from './model.ts'
import type { LimitTier } from './options.ts'

/** What the model sets: hosts, and the numbers of its routes and limits, below the options' own values. */
export function gatewayValues(
  model: GatewayModel,
  values: DeepPartial<GatewayValues>,
): DeepPartial<GatewayValues> {
  const [main, ...further] = model.sites
  const set = withoutEmpty({
    host: main?.host ?? '',
    sites: Object.fromEntries(further.map(({ name = '', host }) => [name, { host }])),
    routes: Object.fromEntries(routes(model).map((route) => [route.name, routeValues(route)])),
    rateLimits: { tiers: mapValues(model.limits, tierValues) },
  })
  return overlay(set, values as Values) as DeepPartial<GatewayValues> // both are plain data of that type
}

function withoutEmpty(values: Values): Values {
  const pruned = Object.entries(values).map(
    ([key, value]) => [key, isMap(value) ? withoutEmpty(value) : value] as const,
  )
  return Object.fromEntries(
    pruned.filter(([, value]) => !isMap(value) || Object.keys(value).length > 0),
  )
}

/** Every route of every host. */
export function routes({ sites }: GatewayModel): readonly Route[] {
  return sites.flatMap((site) => site.routes)
}

/** What a route says itself; the rest are the defaults of the schema. */
function routeValues({ webSocket, stream, timeoutSeconds, maxBodySize }: Route): Values {
  const silence = timeoutSeconds ?? (webSocket || stream ? 3600 : undefined)
  return {
    ...(silence === undefined ? {} : { timeoutSeconds: silence }),
    ...(maxBodySize === undefined ? {} : { maxBodySize }),
  }
}

function tierValues({ perMinute, burst, by }: LimitTier): Values {
  return { perMinute, burst: burst ?? perMinute, ...(by === undefined ? {} : { by }) }
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
