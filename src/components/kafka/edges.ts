import type { Variables } from '../../platform/connection-parts.ts'
import type { Edge, EdgeOptions, EdgeTo } from '../../platform/edge.ts'

/** What an edge that subscribes may say. */
export interface SubscribeOptions<Env extends Variables = Variables> extends EdgeOptions<Env> {
  /** Name of the consumer group. Default: that of the component, or of its account. */
  readonly group?: string
}

/** Makes edges that publish. */
export type Publish = <const To extends string, const Env extends Variables = Variables>(
  to: To,
  topics: readonly string[],
  options?: EdgeOptions<Env>,
) => Edge<'topics', To, Env>

/** Makes edges that subscribe. */
export type Subscribe = <const To extends string, const Env extends Variables = Variables>(
  to: To,
  topics: readonly string[],
  options?: SubscribeOptions<Env>,
) => Edge<'topics', To, Env>

/** The functions that make edges to the topics of a cluster. */
export function topicEdges(edge: EdgeTo<'topics'>): {
  readonly publish: Publish
  readonly subscribe: Subscribe
} {
  return {
    publish: (to, topics, options) => ({ ...edge(to, options), access: 'publish', topics }),
    subscribe: (to, topics, options) => ({ ...edge(to, options), access: 'subscribe', topics }),
  }
}
