import { defineKind, type MakeComponent } from '../../platform/define-kind.ts'
import { type KindOptions, optionsOf } from '../../platform/kind-options.ts'
import type { EdgeTo } from '../../platform/edge.ts'
import type { RabbitMQValues } from './values.ts'
import { ownMetricsOption, storeServicesOption } from '../store/index.ts'
import { valuesOf } from '../../schema/values-schema.ts'
import { checkRabbitmq } from './check.ts'
import { ownPlugins, ownSettings } from './configuration.ts'
import { rabbitmqConnection, type RabbitmqPart } from './connection.ts'
import {
  ports,
  rabbitmqAccess,
  type RabbitmqModel,
  rabbitmqSecrets,
  rabbitmqServices,
} from './contract.ts'
import { rabbitmqImage, rabbitmqVersion } from './image.ts'
import { rabbitmqTemplates } from './templates.ts'
import schema from './schema.json' with { type: 'json' }

/** What a person says of a RabbitMQ cluster. */
export type RabbitmqOptions = KindOptions<RabbitMQValues> & RabbitmqModel

const kind = defineKind({
  kind: 'rabbitmq',
  provides: 'queue',
  values: valuesOf<RabbitMQValues>(schema, { isChecked: true }),
  options: optionsOf<RabbitmqModel>({
    properties: {
      ...storeServicesOption,
      vhost: { type: 'string' },
      metrics: ownMetricsOption,
    },
  }),
  description: 'RabbitMQ cluster',
  priority: 'critical', // its clients cannot do without
  image: rabbitmqImage,
  appVersion: rabbitmqVersion,
  connection: rabbitmqConnection,
  clientAccess: rabbitmqAccess,
  features: rabbitmqServices.features,
  metrics: ({ metrics = false }) =>
    metrics ? [{ name: 'prometheus', port: ports.prometheus, of: 'rabbitmq' }] : [],
  keys: ({ name, accounts }, model) => ({
    ...rabbitmqServices.keys(model),
    clients: accounts.map((account) => account.name),
    settings: ownSettings,
    plugins: ownPlugins,
    tlsStores: [name],
  }),
  check: (context, model) => [
    ...checkRabbitmq(model, context),
    ...rabbitmqServices.problems(model, context.name),
  ],
  secrets: rabbitmqSecrets,
  templates: (context, model) => rabbitmqTemplates(model, model.priority, context),
})

/**
 * A RabbitMQ cluster: StatefulSet of three nodes that find each other by name, quorum queues, and for
 * each client a virtual host and a user; or, in mode `external`, only the way to a broker elsewhere.
 */
export const rabbitmq: MakeComponent<'queue', RabbitMQValues, RabbitmqPart, RabbitmqModel> =
  kind.component

/** A virtual host and a user of its own in a message broker: `RABBITMQ_URL`, `RABBITMQ_HOST`, … */
export const queue: EdgeTo<'queue'> = kind.edge
