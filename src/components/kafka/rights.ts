import type { Account } from '../../platform/component.ts'

/** What an account may do in a Kafka cluster. */
export interface Rights {
  readonly account: string
  readonly publishes: readonly string[]
  readonly subscribes: readonly string[]
  readonly groups: readonly string[]
}

/** The rights that the edges of an account's clients stand for. */
export function rightsOf({ name, clients }: Account): Rights {
  const edges = clients.map(({ edge }) => edge)
  const subscribing = edges.filter(({ access }) => access === 'subscribe')
  const topicsOf = (some: typeof edges): readonly string[] =>
    sorted(some.flatMap(({ topics = [] }) => topics))
  return {
    account: name,
    publishes: topicsOf(edges.filter(({ access }) => access === 'publish')),
    subscribes: topicsOf(subscribing),
    groups: sorted(subscribing.map(({ group = name }) => group)),
  }
}

const sorted = (all: readonly string[]): readonly string[] => [...new Set(all)].toSorted()
