/**
 * One thing that a component uses: the only statement of a dependency. Environment, least privilege
 * in the store, doors in the network and the checks all follow from it.
 */
export interface Edge<Interface extends string = string, To extends string = string> {
  /** What kind of thing is used: the other component must provide it. */
  readonly interface: Interface
  /** Name of the component that is used. */
  readonly to: To
  /** Prefix of the environment variables that the user gets. Default: by the interface. */
  readonly as?: string
  /** Let the pods start only once the other component answers. Default: false. */
  readonly waitFor?: boolean
  /** Ports outside the cluster, for `internet`. */
  readonly ports?: readonly number[]
}

/** What every edge may say beside its target. */
export interface EdgeOptions {
  readonly as?: string
  readonly waitFor?: boolean
}

/** A database and a role of its own in a relational store: `DATABASE_URL`, `DATABASE_HOST`, … */
export const database = <const To extends string>(
  to: To,
  options: EdgeOptions = {},
): Edge<'database', To> => ({
  interface: 'database',
  to,
  ...options,
})

/** A database and a user of its own in a document store: `MONGODB_URL`, `MONGODB_HOST`, … */
export const documents = <const To extends string>(
  to: To,
  options: EdgeOptions = {},
): Edge<'documents', To> => ({
  interface: 'documents',
  to,
  ...options,
})

/** A user of its own in a cache: `REDIS_URL`, `REDIS_HOST`, … */
export const cache = <const To extends string>(
  to: To,
  options: EdgeOptions = {},
): Edge<'cache', To> => ({
  interface: 'cache',
  to,
  ...options,
})

/** A virtual host and a user of its own in a message broker: `RABBITMQ_URL`, `RABBITMQ_HOST`, … */
export const queue = <const To extends string>(
  to: To,
  options: EdgeOptions = {},
): Edge<'queue', To> => ({
  interface: 'queue',
  to,
  ...options,
})

/** HTTP requests to another service: `USERS_URL` for a service called `users`. */
export const call = <const To extends string>(
  to: To,
  options: EdgeOptions = {},
): Edge<'http', To> => ({
  interface: 'http',
  to,
  ...options,
})

/** Connections to addresses outside the cluster, such as a payment provider. Default: port 443. */
export const internet = (...ports: readonly number[]): Edge<'internet', never> => ({
  interface: 'internet',
  to: '' as never, // there is no component behind the Internet
  ports: ports.length === 0 ? [443] : ports,
})
