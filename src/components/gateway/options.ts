import type { KindOptions } from '../../platform/kind-options.ts'
import type { GatewayValues } from './values.ts'
import type { ExporterOptions } from '../store/index.ts'

/** What a person says of a gateway. */
export type GatewayOptions<To extends string = string, Tier extends string = string> = GatewayOwn<
  To,
  Tier
> &
  KindOptions<GatewayValues>

/** What a person says of a gateway beside what may be said of every component. */
export interface GatewayOwn<
  To extends string = string,
  Tier extends string = string,
> extends ExporterOptions {
  /** DNS name under which the platform is reached; another one is a value. */
  readonly host?: string
  /** Path → the service that answers below it. The longest path wins; `/` takes all the rest. */
  readonly routes: Routes<To, NoInfer<Tier>>
  /** Further hosts, each with routes of its own. */
  readonly sites?: Readonly<Record<string, SiteOptions<To, NoInfer<Tier>>>>
  /** Rate limits by name, for routes to refer to; their numbers are values. */
  readonly limits?: Readonly<Record<Tier, LimitTier>>
  /** Rate limit of the routes that name none. Default: none. */
  readonly limit?: NoInfer<Tier>
}

/** A further host of a gateway. */
export interface SiteOptions<To extends string = string, Tier extends string = string> {
  readonly host: string
  readonly routes: Routes<To, Tier>
}

/** How many requests one client may send. */
export interface LimitTier {
  readonly perMinute: number
  /** Requests above that rate that may come at once. Default: those of a minute. */
  readonly burst?: number
  /** Whether signed-in users are told apart by address, or by their credentials. Default: `address`. */
  readonly by?: 'address' | 'user'
}

/** Path → where requests for it and below it go. */
export type Routes<To extends string = string, Tier extends string = string> = Readonly<
  Record<string, To | RouteOptions<To, Tier>>
>

/** Where requests go, and how. */
export interface RouteOptions<To extends string = string, Tier extends string = string> {
  /** The service that answers. */
  readonly to: To
  /** Rate limit, by its name. */
  readonly limit?: Tier
  /** Whether the service gets the path without that of the route. Default: false. */
  readonly stripPrefix?: boolean
  /** Whether WebSockets may be opened. Default: false. */
  readonly webSocket?: boolean
  /**
   * Whether answers reach the client as the service writes them, as server-sent events must; others
   * wait in a buffer until it is full. Default: false.
   */
  readonly stream?: boolean
  /** Seconds of silence before 504; a value. Default: 60, with WebSockets or a stream 3600. */
  readonly timeoutSeconds?: number
  /** Largest request body in nginx's units, such as `10m`; a value. Default: `1m`. */
  readonly maxBodySize?: string
  /** Name in the values. Default: from the path, `/api/users` is `apiUsers`. */
  readonly name?: string
}
