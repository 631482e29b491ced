import type { Component } from '../../platform/component.ts'
import { defineKind } from '../../platform/define-kind.ts'
import type { Edge } from '../../platform/edge.ts'
import { type ClientOptions, optionsOf } from '../../platform/kind-options.ts'
import type { KafkaValues } from './values.ts'
import { valuesOf } from '../../schema/values-schema.ts'
import { exporterFeatures, exporterMetrics, exporterOption } from '../store/index.ts'
import { checkKafka } from './check.ts'
import { ownSettings } from './configuration.ts'
import { kafkaConnection, type KafkaPart } from './connection.ts'
import { kafkaAccess, type KafkaModel, kafkaSecrets } from './contract.ts'
import { type Publish, type Subscribe, topicEdges } from './edges.ts'
import { exporterPort } from './exporter.ts'
import { kafkaImages } from './image.ts'
import { modeOf } from './mode.ts'
import { kafkaTemplates } from './templates.ts'
import schema from './schema.json' with { type: 'json' }

/** What a person says of a Kafka cluster: with an edge to an ensemble, it runs on ZooKeeper. */
export type KafkaOptions<Uses extends readonly Edge<'ensemble'>[] = readonly Edge<'ensemble'>[]> =
  ClientOptions<KafkaValues, Uses> & KafkaModel

const topics = { type: 'object', additionalProperties: { type: 'object' } } as const // their settings are values

const kind = defineKind({
  kind: 'kafka',
  provides: 'topics',
  isClient: true,
  values: valuesOf<KafkaValues>(schema, { isChecked: true }),
  options: optionsOf<KafkaModel>({
    required: ['topics'],
    properties: { topics, exporter: exporterOption },
  }),
  description: 'Kafka cluster',
  priority: 'critical', // its clients cannot do without
  image: (said) => kafkaImages[modeOf(said)],
  appVersion: (model) => kafkaImages[modeOf(model)].tag,
  connection: kafkaConnection,
  clientAccess: kafkaAccess,
  features: (model) => [
    ...exporterFeatures(model),
    'exporter.waits', // for Kafka and for its user
  ],
  metrics: (model) => exporterMetrics(model, 'kafka', exporterPort),
  set: (_, model) => ({ topics: model.topics }),
  keys: ({ name, accounts }, model) => ({
    clients: accounts.map((account) => account.name),
    topics: Object.keys(model.topics),
    settings: ownSettings(modeOf(model)),
    tlsStores: [name],
  }),
  check: (context, model) => checkKafka(model, context),
  secrets: kafkaSecrets,
  templates: (context, model) => kafkaTemplates(modeOf(model), model, context),
})

/**
 * A Kafka cluster: StatefulSet of one node, or of three and more, its topics, and for each client a user
 * with rights to those that its edges name; or, in mode `external`, only the way to a cluster elsewhere.
 * With an edge to a ZooKeeper ensemble it is a cluster of Kafka 3.9 that keeps its metadata there.
 */
export const kafka: <const Uses extends readonly Edge<'ensemble'>[] = readonly []>(
  options: KafkaOptions<Uses>,
) => Component<'topics', KafkaValues, Uses, KafkaPart> = kind.component

const edges = topicEdges(kind.edge)

/** Leave to write to topics: `KAFKA_BROKERS`, `KAFKA_USERNAME`, … */
export const publish: Publish = edges.publish

/** Leave to read topics, as a member of a consumer group: `KAFKA_BROKERS`, `KAFKA_USERNAME`, … */
export const subscribe: Subscribe = edges.subscribe
