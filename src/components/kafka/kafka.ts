import { defineKind, type MakeComponent } from '../../platform/define-kind.ts'
import { type KindOptions, optionsOf } from '../../platform/kind-options.ts'
import type { KafkaValues } from './values.ts'
import { valuesOf } from '../../schema/values-schema.ts'
import { checkKafka } from './check.ts'
import { ownSettings } from './configuration.ts'
import { kafkaConnection, type KafkaPart } from './connection.ts'
import { kafkaAccess, type KafkaModel, kafkaSecrets } from './contract.ts'
import { type Publish, type Subscribe, topicEdges } from './edges.ts'
import { kafkaImage } from './image.ts'
import { kafkaTemplates } from './templates.ts'
import schema from './schema.json' with { type: 'json' }

/** What a person says of a Kafka cluster. */
export type KafkaOptions = KindOptions<KafkaValues> & KafkaModel

const topics = { type: 'object', additionalProperties: { type: 'object' } } as const // their settings are values

const kind = defineKind({
  kind: 'kafka',
  provides: 'topics',
  values: valuesOf<KafkaValues>(schema, { isChecked: true }),
  options: optionsOf<KafkaModel>({ required: ['topics'], properties: { topics } }),
  description: 'Kafka cluster',
  priority: 'critical', // its clients cannot do without
  image: kafkaImage,
  appVersion: kafkaImage.tag,
  connection: kafkaConnection,
  clientAccess: kafkaAccess,
  set: (_, model) => ({ topics: model.topics }),
  keys: ({ name, accounts }, model) => ({
    clients: accounts.map((account) => account.name),
    topics: Object.keys(model.topics),
    settings: ownSettings,
    tlsStores: [name],
  }),
  check: (context, model) => checkKafka(model, context),
  secrets: kafkaSecrets,
  templates: (context, { priority }) => kafkaTemplates(priority, context),
})

/**
 * A Kafka cluster: StatefulSet of one node, or of three and more, its topics, and for each client a user
 * with rights to those that its edges name; or, in mode `external`, only the way to a cluster elsewhere.
 */
export const kafka: MakeComponent<'topics', KafkaValues, KafkaPart, KafkaModel> = kind.component

const edges = topicEdges(kind.edge)

/** Leave to write to topics: `KAFKA_BROKERS`, `KAFKA_USERNAME`, … */
export const publish: Publish = edges.publish

/** Leave to read topics, as a member of a consumer group: `KAFKA_BROKERS`, `KAFKA_USERNAME`, … */
export const subscribe: Subscribe = edges.subscribe
