import type { Variables } from './connection-parts.ts'

/**
 * One thing that a component uses: the only statement of a dependency. Environment, least privilege
 * in the store, doors in the network and the checks all follow from it.
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
  /** Ports outside the cluster, for `internet`. */
  readonly ports?: readonly number[]
}

/** What every edge may say beside its target. */
export interface EdgeOptions<Env extends Variables = Variables> {
  readonly as?: string
  readonly env?: Env
  readonly waitFor?: boolean
}

/** A database and a role of its own in a relational store: `DATABASE_URL`, `DATABASE_HOST`, … */
export const database: EdgeTo<'database'> = edgeTo('database')

/** A database and a user of its own in a document store: `MONGODB_URL`, `MONGODB_HOST`, … */
export const documents: EdgeTo<'documents'> = edgeTo('documents')

/** A user of its own in a cache: `REDIS_URL`, `REDIS_HOST`, … */
export const cache: EdgeTo<'cache'> = edgeTo('cache')

/** A virtual host and a user of its own in a message broker: `RABBITMQ_URL`, `RABBITMQ_HOST`, … */
export const queue: EdgeTo<'queue'> = edgeTo('queue')

/** HTTP requests to another service: `USERS_URL` for a service called `users`. */
export const call: EdgeTo<'http'> = edgeTo('http')

/** Makes edges to the components that provide an interface. */
export type EdgeTo<Interface extends string> = <
  const To extends string,
  const Env extends Variables = Variables,
>(
  to: To,
  options?: EdgeOptions<Env>,
) => Edge<Interface, To, Env>

function edgeTo<const Interface extends string>(provided: Interface): EdgeTo<Interface> {
  return (to, options = {}) => ({ interface: provided, to, ...asObject(options) })
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
