import { clientLabel } from '../../kubernetes/network-door.ts'
import type { ComponentContext } from '../../platform/component.ts'
import type { DeepPartial } from '../../values/deep-partial.ts'
import { overlay } from '../../values/overlay.ts'
import type { GatewayValues } from '../../values/types/gateway.ts'
import { mapValues, type Values } from '../../values/value.ts'
import type { GatewayModel, Route } from './model.ts'
import type { LimitTier } from './options.ts'

/** What the model sets: hosts, and the numbers of its routes and limits, below the options' own values. */
export function gatewayValues(
  model: GatewayModel,
  values: DeepPartial<GatewayValues>,
): DeepPartial<GatewayValues> {
  const [main, ...further] = model.sites
  const set: DeepPartial<GatewayValues> = {
    host: main?.host ?? '',
    ...nonEmpty(
      'sites',
      further.map(({ name = '', host }) => [name, { host }]),
    ),
    ...nonEmpty(
      'routes',
      routes(model).map((route) => [route.name, routeValues(route)]),
    ),
    ...(Object.keys(model.limits).length === 0
      ? {}
      : { rateLimits: { tiers: mapValues(model.limits, tierValues) } }),
  }
  return overlay(set as Values, values as Values) as DeepPartial<GatewayValues> // both are plain data of that type
}

/** A map of what is not empty itself, under its key; nothing where nothing is left. */
function nonEmpty(key: string, entries: readonly (readonly [string, object])[]): object {
  const kept = entries.filter(([, value]) => Object.keys(value).length > 0)
  return kept.length === 0 ? {} : { [key]: Object.fromEntries(kept) }
}

/** Every route of every host. */
export function routes({ sites }: GatewayModel): readonly Route[] {
  return sites.flatMap((site) => site.routes)
}

/** What a route says itself; the rest are the defaults of the schema. */
function routeValues(route: Route): DeepPartial<GatewayValues['routes'][string]> {
  const timeoutSeconds = route.timeoutSeconds ?? (route.webSocket ? 3600 : undefined)
  return {
    ...(timeoutSeconds === undefined ? {} : { timeoutSeconds }),
    ...(route.maxBodySize === undefined ? {} : { maxBodySize: route.maxBodySize }),
  }
}

function tierValues({
  perMinute,
  burst,
  by,
}: LimitTier): DeepPartial<GatewayValues['rateLimits']['tiers'][string]> {
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
