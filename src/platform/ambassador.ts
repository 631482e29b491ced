import type { Problem } from '../errors/chart-error.ts'
import type { Variables } from './connection-parts.ts'

/**
 * A program in the pods of a client that speaks for the component at the other end of an edge: a
 * connection pooler, a circuit breaker. The client finds the component at its port of 127.0.0.1, without
 * TLS, with the account that it has anyway.
 */
export interface Ambassador<Interface extends string = string, Container extends object = object> {
  /** Name of its container: two edges of one component have ambassadors of two names. */
  readonly name: string
  /** What it speaks for, as `provides` of a kind names it: `database`. */
  readonly interface: Interface
  /** What it speaks, where ports of a component differ in that: `http`. Default: anything. */
  readonly protocols?: readonly string[]
  /** Port on which it listens at 127.0.0.1, which no other container of the pods has. */
  readonly port: number
  /** Its own variables, templates over the parts of the connection: `{ DB_HOST: '{host}' }`. */
  readonly env: Variables
  /** How pods run it: what may be said of a sidecar, but for ports. */
  readonly container: Container
  /** What is wrong with the options that it was made from. */
  readonly faults?: readonly Problem[]
}

/** An ambassador for the interface of an edge; anything else is a sentence for the compiler's error. */
export type AmbassadorFor<Interface extends string, For extends string> = Ambassador<For> &
  ([For] extends [Interface]
    ? unknown
    : { readonly error: `an ambassador for ${For} does not speak for ${Interface}` })

/** Where a client finds its ambassador, as parts of its connection. */
export function localPlace(port: number): Readonly<Record<'address' | 'host' | 'port', string>> {
  const host = '127.0.0.1'
  return { host, port: String(port), address: `${host}:${port}` }
}
