import type { Variables } from '../../platform/connection-parts.ts'
import type { Edge, EdgeOptions, EdgeTo } from '../../platform/edge.ts'

/** What an edge to a keyspace may say. */
export interface KeyspaceOptions<Env extends Variables = Variables> extends EdgeOptions<Env> {
  /** Name of the keyspace. Default: the name of the component, or of its account, with `_` for `-`. */
  readonly keyspace?: string
}

/** Makes edges to keyspaces. */
export type Keyspace = <const To extends string, const Env extends Variables = Variables>(
  to: To,
  options?: KeyspaceOptions<Env>,
) => Edge<'keyspace', To, Env>

/** The function that makes edges to keyspaces of a ring: what is no option is told by the platform's check. */
export function keyspaceEdge(edge: EdgeTo<'keyspace'>): Keyspace {
  return (to, options) => edge(to, options)
}
