import {
  type KindServices,
  type OwnMetricsOptions,
  password,
  storeSecrets,
  type StoreServices,
  storeServices,
  tlsSecrets,
} from '../store/index.ts'
import { tcpPort } from '../../kubernetes/network/offered-port.ts'
import type { ComponentContext, ClientAccess, SecretContract } from '../../platform/component.ts'

/** Ports of a node: `epmd` and `distribution` are for the other nodes alone. */
export const ports = {
  amqp: 5672,
  management: 15_672,
  prometheus: 15_692,
  epmd: 4369,
  distribution: 25_672,
} as const

/** Services beside its own. */
export const rabbitmqServices: KindServices = storeServices({
  usual: [tcpPort('amqp', ports.amqp)],
  further: [
    { name: 'management', port: ports.management, protocol: 'http' },
    { name: 'prometheus', port: ports.prometheus, protocol: 'http' },
  ],
  taken: ['headless'],
})

/** What the pods are in the platform. */
export const rabbitmqRole = 'queue'

/** The way of its clients, to what further Services have for them, too. */
export function rabbitmqAccess(model: StoreServices): ClientAccess {
  return {
    role: rabbitmqRole,
    ports: [...new Set([ports.amqp, ...rabbitmqServices.reached(model)])],
    elsewhere: true,
    own: 'provisioning',
  }
}

/** The user who may do everything. */
export const administrator = 'admin'

/** What a person fixes in a broker. */
export interface RabbitmqModel extends OwnMetricsOptions, StoreServices {
  /** The virtual host that all clients share; each has its own where absent. */
  readonly vhost?: string
}

/** Name of a client's virtual host. */
export function vhostOf({ vhost }: RabbitmqModel, client: string): string {
  return vhost ?? client
}

/** The Secrets of the broker and of its clients. */
export function rabbitmqSecrets(context: ComponentContext): readonly SecretContract[] {
  const passwords = storeSecrets(context, {
    takeover: { own: 'provisioning.run', clients: 'provisioning.run' },
    keys: {
      password: password(`password of the user ${administrator}`),
      'erlang-cookie': {
        holds: 'secret that the nodes share: a long line of letters and digits',
        random: 64,
        lasting: true,
      },
    },
  })
  return [...passwords, ...tlsSecrets(context.name)]
}
