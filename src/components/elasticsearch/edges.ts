import type { Variables } from '../../platform/connection-parts.ts'
import type { Edge, EdgeOptions, EdgeTo } from '../../platform/edge.ts'

/** What an edge to a search engine may say. */
export interface SearchOptions<Env extends Variables = Variables> extends EdgeOptions<Env> {
  /** How the names of the client's indices begin. Default: the name of the component, or of its account, and `_`. */
  readonly prefix?: string
}

/** Makes edges that search. */
export type Search = <const To extends string, const Env extends Variables = Variables>(
  to: To,
  options?: SearchOptions<Env>,
) => Edge<'search', To, Env>

/** The function that makes edges to the indices of a cluster: what is no option is told by the platform's check. */
export function searchEdge(edge: EdgeTo<'search'>): Search {
  return (to, options) => edge(to, options)
}
