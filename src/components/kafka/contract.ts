import {
  type ExporterOptions,
  exporterSecrets,
  password,
  storeSecrets,
  tlsSecrets,
} from '../store/index.ts'
import type { ComponentContext, ClientAccess, SecretContract } from '../../platform/component.ts'
import type { DeepPartial } from '../../schema/deep-partial.ts'
import type { KafkaValues } from './values.ts'

/** Ports of a node: `controllers` and `nodes` are for the other nodes, `nodes` for provisioning, too. */
export const ports = { clients: 9092, controllers: 9093, nodes: 9094 } as const

/** The way of its clients. */
export const kafkaAccess: ClientAccess = {
  role: 'log',
  ports: [ports.clients],
  elsewhere: true,
  own: 'provisioning',
}

/** The user who may do everything. */
export const administrator = 'admin'

/** The user of the nodes, and of the Job: no client can be called that. */
export const nodeUser = '_node'

/** Nodes that are controllers, too: the first ones, so that brokers may come and go. */
export const mostControllers = 3

/** What a person fixes in a Kafka cluster. */
export interface KafkaModel extends ExporterOptions {
  /** Its topics by name, with the settings that differ from the defaults; each is published by a component. */
  readonly topics: Readonly<Record<string, DeepPartial<KafkaValues['topics'][string]>>>
}

/** The Secrets of the cluster and of its clients. */
export function kafkaSecrets(
  context: ComponentContext,
  model: ExporterOptions,
): readonly SecretContract[] {
  const passwords = storeSecrets(context, {
    takeover: { own: 'provisioning.run', clients: 'provisioning.run' },
    keys: {
      password: password(`password of the user ${administrator}`),
      'node-password': {
        holds: 'password that the nodes share: a long line of letters and digits',
        random: 64,
        lasting: true,
      },
    },
  })
  const exporter = exporterSecrets(model, context.name, [
    'provisioning.run',
    'podAnnotations.rotated',
  ])
  return [...passwords, ...exporter, ...tlsSecrets(context.name)]
}
