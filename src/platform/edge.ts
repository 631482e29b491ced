import type { Ambassador, AmbassadorFor } from './ambassador.ts'
import type { ConnectionPoint } from './component.ts'
import type { Variables } from './connection-parts.ts'
import { formatPath } from '../helm/yaml/yaml-path.ts'

/**
 * One thing that a component uses: the only statement of a dependency. Environment, least privilege
 * in the store, network policies and the checks all follow from it.
 */
export interface Edge<
  Interface extends string = string,
  To extends string = string,
  Env extends Variables = Variables,
> {
  /** What kind of thing is used: the other component must provide it. */
  readonly interface: Interface
  /** Name of the component that is used. */
  readonly to: To
  /** Prefix of the environment variables that the user gets. Default: by the interface. */
  readonly as?: string
  /**
   * The variables that the user gets in place of the default ones, each a template over the parts of
   * the connection: `{ DB_HOST: '{host}', DB_DSN: '{asyncpg}' }`.
   */
  readonly env?: Env
  /** Let the pods start only once the other component answers. Default: false. */
  readonly waitFor?: boolean
  /** Name of the account in a store, which all edges of that name share. Default: the user's own. */
  readonly account?: string
  /** Whole name of the account's Secret. Default: `<release>-<store>-<account>`. */
  readonly secret?: string
  /** Which port of the other component is meant, by its name; for `call`. */
  readonly port?: string
  /** Which further Service of it is meant, by its name; for `call`. */
  readonly service?: string
  /** What the user may do with the topics of a log, for `publish` and `subscribe`. */
  readonly access?: 'publish' | 'subscribe'
  /** Names of those topics. */
  readonly topics?: readonly string[]
  /** Name of the consumer group, for `subscribe`. Default: the name of the user's account. */
  readonly group?: string
  /** How the names of the user's indices begin, for `search`. */
  readonly prefix?: string
  /** Name of the user's keyspace, for `keyspace`. */
  readonly keyspace?: string
  /** Ports outside the cluster, for `internet` and `outside`. */
  readonly ports?: readonly number[]
  /** Names of the variables that the user may count on, unless `env` names others. */
  readonly '~gives'?: Gives
  /** Blocks of addresses, for `outside`. */
  readonly cidrs?: readonly string[]
  /** What speaks for the other component in the user's own pods. Default: the user connects to it. */
  readonly via?: Ambassador
  /** The further container whose edge it is. Default: the user's own container. */
  readonly '~container'?: EdgeContainer
}

/** A further container of a pod, by the option that has it; an ambassador is of an edge. */
export interface EdgeContainer {
  readonly option: 'init' | 'sidecars' | 'uses'
  readonly name: string
}

/**
 * Names of the variables of a client whose edge names none; `as` is the prefix that it asks for. Where
 * they depend on what is at the other end, each set that a client may get.
 */
export type Gives = (to: ConnectionPoint, as?: string) => readonly (readonly string[])[]

/** What every edge may say beside its target. */
export interface EdgeOptions<Env extends Variables = Variables> {
  readonly as?: string
  /** Name of an account to share: of one database, one role and one Secret. For stores. */
  readonly account?: string
  /**
   * Whole name of the account's Secret, `postgres-credentials`, which then has the key `username`, too. For
   * stores. Default: `<release>-<store>-<account>`, so that releases in one namespace have one each.
   */
  readonly secret?: string
  readonly env?: Env
  readonly waitFor?: boolean
}

/** What an edge may say for which an ambassador can speak. */
export interface ViaOptions<Interface extends string, For extends string> {
  /** A pooler, a breaker or the like in the user's pods, which then connects to it in place of the component. */
  readonly via?: AmbassadorFor<Interface, For>
}

/** Makes edges to the components that provide an interface. */
export type EdgeTo<Interface extends string> = <
  const To extends string,
  const Env extends Variables = Variables,
  const For extends string = Interface,
>(
  to: To,
  options?: EdgeOptions<Env> & ViaOptions<Interface, For>,
) => Edge<Interface, To, Env>

/** The function that makes edges to whatever provides an interface. */
export function edgeTo<const Interface extends string>(
  provided: Interface,
  gives?: Gives,
): EdgeTo<Interface> {
  const given = gives ? { '~gives': gives } : {}
  return (to, options = {}) => ({ interface: provided, to, ...asObject(options), ...given })
}

/** What is no object stays in sight for the check of the options. */
function asObject<T extends object>(options: T): T {
  const isObject = typeof options === 'object' && options !== null && !Array.isArray(options)
  return isObject ? options : ({ options } as never)
}

/** Connections to addresses outside the cluster, such as a payment provider. Default: port 443. */
export const internet = (...ports: readonly number[]): Edge<'internet', never> => ({
  interface: 'internet',
  to: '' as never, // there is no component behind the Internet
  ports: ports.length === 0 ? [443] : ports,
})

/** Addresses outside the cluster, and ports there. */
export interface OutsideOptions {
  /** Blocks of addresses, such as `10.20.0.0/16`; those of private networks, too. */
  readonly cidrs: readonly string[]
  readonly ports: readonly number[]
}

/** Connections to addresses outside the cluster that are not of the Internet: a mail relay, a VPC endpoint. */
export const outside = ({ cidrs, ports }: OutsideOptions): Edge<'outside', never> => ({
  interface: 'outside',
  to: '' as never, // there is no component behind addresses
  cidrs,
  ports,
})

/** Where platform.ts has the edges of a component, or of a further container of it. */
export function usesPath(user: string, container?: EdgeContainer): string {
  const isOwn = !container || container.option === 'uses'
  return formatPath([
    'components',
    user,
    ...(isOwn ? [] : [container.option, container.name]),
    'uses',
  ])
}

/** Whether an edge leads out of the platform. */
export function leadsOut({ interface: kind }: Edge): boolean {
  return kind === 'internet' || kind === 'outside'
}

/** Whether two edges of one user are about different things at one place, which it reaches by one connection. */
export function sharesConnection(a: Edge, b: Edge): boolean {
  const sameContainer = a['~container']?.name === b['~container']?.name
  return a.access !== undefined && b.access !== undefined && a.to === b.to && sameContainer
}
