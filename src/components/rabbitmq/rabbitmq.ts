import type { Priority } from '../../kubernetes/scheduling.ts'
import type { Component } from '../../platform/component.ts'
import type { DeepPartial } from '../../values/deep-partial.ts'
import type { RabbitMQValues } from '../../values/types/rabbitmq.ts'
import { checkRabbitmq } from './check.ts'
import { ownPlugins, ownSettings } from './configuration.ts'
import { rabbitmqConnection, type RabbitmqPart } from './connection.ts'
import { rabbitmqDoor, type RabbitmqModel, rabbitmqSecrets } from './contract.ts'
import { rabbitmqImage, rabbitmqVersion } from './image.ts'
import { rabbitmqTemplates } from './templates.ts'
import { withOptions } from '../../platform/checked-options.ts'
import { rabbitmqKind } from './options.ts'

/** What a person says of a RabbitMQ cluster. */
export interface RabbitmqOptions {
  /** One sentence on what it carries, for Chart.yaml and the documents. */
  readonly description?: string
  /** One virtual host for all clients, so that they can send each other messages. Default: one for each. */
  readonly vhost?: string
  /** Importance when nodes run full. Default: `critical`, since its clients cannot do without. */
  readonly priority?: Priority
  /** Values that differ from the kind's defaults. */
  readonly values?: DeepPartial<RabbitMQValues>
}

/**
 * A RabbitMQ cluster: StatefulSet of three nodes that find each other by name, quorum queues, and for
 * each client a virtual host and a user; or, in mode `external`, only the way to a broker elsewhere.
 */
export function rabbitmq(
  options: RabbitmqOptions = {},
): Component<'queue', RabbitMQValues, readonly [], RabbitmqPart> {
  return withOptions(rabbitmqKind, options, () => {
    const image = { ...rabbitmqImage, ...options.values?.image }
    const model: RabbitmqModel = options.vhost === undefined ? {} : { vhost: options.vhost }
    return {
      kind: 'rabbitmq',
      provides: 'queue',
      description: options.description ?? 'RabbitMQ cluster',
      appVersion: rabbitmqVersion,
      uses: [],
      values: () => ({ ...options.values, image }),
      features: ['startupProbe', 'livenessProbe', 'readinessProbe'],
      connection: rabbitmqConnection(image),
      door: rabbitmqDoor,
      keys: ({ name, clients }) => ({
        clients: clients.map((client) => client.name),
        settings: ownSettings,
        plugins: ownPlugins,
        tlsStores: [name],
      }),
      check: (context) => checkRabbitmq(model, context),
      secrets: rabbitmqSecrets,
      templates: (context) => rabbitmqTemplates(model, options.priority ?? 'critical', context),
    }
  })
}
