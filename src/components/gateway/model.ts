import type { Priority } from '../../kubernetes/pod/scheduling.ts'
import type { ExporterOptions } from '../store/index.ts'
import type { GatewayOwn, LimitTier, RouteOptions, Routes } from './options.ts'

/** A gateway's options with every default filled in. */
export interface GatewayModel extends ExporterOptions {
  /** The main host first. */
  readonly sites: readonly Site[]
  readonly limits: Readonly<Record<string, LimitTier>>
  readonly priority: Priority
}

/** A host and its routes. */
export interface Site {
  /** Absent for the main host. */
  readonly name?: string
  readonly host: string
  readonly routes: readonly Route[]
}

/** A route with every default filled in. */
export interface Route {
  readonly name: string
  /** Without a slash at its end: `/` is empty. */
  readonly path: string
  /** As the model spells it. */
  readonly spelled: string
  readonly to: string
  readonly limit?: string
  readonly stripPrefix: boolean
  readonly webSocket: boolean
  readonly stream: boolean
  readonly timeoutSeconds?: number
  readonly maxBodySize?: string
}

/** Fills in what a person left out. */
export function gatewayModel(said: GatewayOwn & { readonly priority: Priority }): GatewayModel {
  const { limits = {}, exporter = false, priority } = said
  return { sites: sitesOf(said), limits, exporter, priority }
}

/** Every route of every host. */
export function routes({ sites }: GatewayModel): readonly Route[] {
  return sites.flatMap((site) => site.routes)
}

/** The hosts of a gateway, the main one first. */
function sitesOf({ host, routes, sites, limit }: GatewayOwn): readonly Site[] {
  const further = Object.entries(sites ?? {}).map(([name, site]) => ({
    name,
    host: site.host,
    routes: routesOf(site.routes, limit, name),
  }))
  return [{ host: host ?? '', routes: routesOf(routes, limit) }, ...further]
}

function routesOf(routes: Routes, limit: string | undefined, site = ''): readonly Route[] {
  return Object.entries(routes).map(([spelled, target]) => {
    const options: RouteOptions = typeof target === 'string' ? { to: target } : target
    return {
      ...(limit === undefined ? {} : { limit }),
      ...options,
      name: options.name ?? nameOfPath(site, spelled),
      path: spelled.replace(/\/$/, ''),
      spelled,
      stripPrefix: options.stripPrefix ?? false,
      webSocket: options.webSocket ?? false,
      stream: options.stream ?? false,
    }
  })
}

/** `/api/users` is `apiUsers`, and `/` is `root`. */
function nameOfPath(site: string, path: string): string {
  const words = `${site} ${path === '/' ? 'root' : path}`
    .split(/[^A-Za-z0-9]+/)
    .filter((word) => word !== '')
  const [first = '', ...rest] = words
  return [first.charAt(0).toLowerCase() + first.slice(1), ...rest.map(capitalised)].join('')
}

const capitalised = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1)
