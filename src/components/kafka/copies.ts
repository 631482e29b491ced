import { at, choose, defaultTo, gt } from '../../template/node/expression.ts'
import { scope } from '../../template/node/scope.ts'
import type { Expr } from '../../template/node/templated.ts'
import type { KafkaValues } from './values.ts'
import { mostControllers } from './contract.ts'

const { value } = scope<KafkaValues>()

type Topic = Expr<KafkaValues['topics'][string]>

/** Whether there is more than one node. */
export const isCluster: Expr<boolean> = gt(value('replicas'), 1)

/** Copies of what nobody says more of, and of Kafka's own topics; as many controllers. */
export const usualCopies: Expr<number> = choose(isCluster, mostControllers, 1)

/** Copies of each partition of a topic. */
export function copiesOf(topic: Topic): Expr<number> {
  return defaultTo(at(topic, 'replicationFactor'), usualCopies)
}
