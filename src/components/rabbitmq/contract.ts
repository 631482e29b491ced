import { password, storeSecrets, tlsSecrets } from '../store/index.ts'
import type { ComponentContext, ClientAccess, SecretContract } from '../../platform/component.ts'

/** Ports of a node: `epmd` and `distribution` are for the other nodes alone. */
export const ports = {
  amqp: 5672,
  management: 15_672,
  prometheus: 15_692,
  epmd: 4369,
  distribution: 25_672,
} as const

/** The way of its clients. */
export const rabbitmqAccess: ClientAccess = {
  role: 'queue',
  ports: [ports.amqp],
  elsewhere: true,
  own: 'provisioning',
}

/** The user who may do everything. */
export const administrator = 'admin'

/** What a person fixes in a broker. */
export interface RabbitmqModel {
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
