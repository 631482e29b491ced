import { clientLabel } from '../../kubernetes/network/network-policy.ts'
import type { ComponentContext } from '../../platform/component.ts'
import type { DeepPartial } from '../../schema/deep-partial.ts'
import type { GatewayValues } from './values.ts'
import { exporterName, hasExporter } from '../store/index.ts'
import { canaries } from './canaries.ts'
import { type GatewayModel, type Route, routes } from './model.ts'
import type { LimitTier } from './options.ts'

/** What the model sets: hosts, and the numbers of its routes and limits. */
export function gatewayValues(model: GatewayModel): DeepPartial<GatewayValues> {
  const [main, ...further] = model.sites
  const numbers = routes(model).map((route) => [route.name, routeValues(route)] as const)
  const tiers = Object.entries(model.limits).map(
    ([name, tier]) => [name, tierValues(tier)] as const,
  )
  return {
    host: main?.host ?? '',
    ...mapOf(
      'sites',
      further.map(({ name = '', host }) => [name, { host }] as const),
    ),
    ...mapOf(
      'routes',
      numbers.filter(([, own]) => Object.keys(own).length > 0),
    ),
    ...(tiers.length > 0 ? { rateLimits: mapOf('tiers', tiers) } : {}),
  }
}

/** A map of the values, which is not there without entries. */
function mapOf<const Key extends string, T>(
  key: Key,
  entries: readonly (readonly [string, T])[],
): { readonly [_ in Key]?: Readonly<Record<string, T>> } {
  const map: Readonly<Record<string, Readonly<Record<string, T>>>> =
    entries.length === 0 ? {} : { [key]: Object.fromEntries(entries) }
  return map as { readonly [_ in Key]?: Readonly<Record<string, T>> } // it has no other key
}

/** What a route says itself; the rest are the defaults of the schema. */
function routeValues({
  webSocket,
  stream,
  timeoutSeconds,
  maxBodySize,
}: Route): DeepPartial<GatewayValues['routes'][string]> {
  const silence = timeoutSeconds ?? (webSocket || stream ? 3600 : undefined)
  return {
    ...(silence === undefined ? {} : { timeoutSeconds: silence }),
    ...(maxBodySize === undefined ? {} : { maxBodySize }),
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
    canaries: canaries(context),
    tiers: Object.keys(model.limits),
    volumes: ['tmp', 'config', 'tls'],
    mountPaths: ['/tmp', '/etc/nginx', '/etc/tls'],
    containers: [context.name, ...(hasExporter(model) ? [exporterName] : [])],
    podLabels: context.uses.flatMap(({ edge }) => Object.keys(clientLabel(edge.to))),
  }
}
