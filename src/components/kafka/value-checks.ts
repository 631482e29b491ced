import { embedded } from '../store/index.ts'
import { and, at, fail, gt, raw, text } from '../../template/node/expression.ts'
import { scope } from '../../template/node/scope.ts'
import { when } from '../../template/node/structure.ts'
import type { KafkaValues } from './values.ts'
import { kafkaImages } from './image.ts'
import { copiesOf } from './copies.ts'

const { value, each } = scope<KafkaValues>()

/** Whether a tag is that of version 4, or of a later one. */
const isFour = raw('boolean', (tag: string) =>
  /^([4-9]|[1-9][0-9])([.-]|$)/.test(tag),
)`regexMatch "^([4-9]|[1-9][0-9])([.-]|$)" ${value('image.tag')}`

/** Refuses a version that knows nothing of ZooKeeper, where the model has an edge to an ensemble. */
export function versionCheck(name: string): unknown {
  return when(
    and(embedded, isFour),
    fail(
      `${name}.image.tag is that of Kafka 4, which has no ZooKeeper mode: take ${kafkaImages.zookeeper.tag}, or remove the edge to the ensemble`,
    ),
  )
}

/** Refuses more copies of a topic than there are nodes, and a number in sync that no topic could have. */
export function topicChecks(name: string): readonly unknown[] {
  return [
    each('topics', (topic, key) =>
      when(
        and(embedded, gt(at(topic, 'replicationFactor'), value('replicas'))),
        fail(
          text`${name}.topics.${key}.replicationFactor is above ${name}.replicas: a node holds one copy of a partition at most`,
        ),
      ),
    ),
    each('topics', (topic, key) =>
      when(
        and(embedded, gt(at(topic, 'minInsyncReplicas'), copiesOf(topic))),
        fail(
          text`${name}.topics.${key}.minInsyncReplicas is above the copies that there are: nobody could publish`,
        ),
      ),
    ),
  ]
}
