import { password, storeSecrets } from '../store/index.ts'
import type { ComponentContext, ClientAccess, SecretContract } from '../../platform/component.ts'

/** Ports of a server: `quorum` and `election` are for the other servers alone. */
export const ports = { clients: 2181, quorum: 2888, election: 3888 } as const

/** Port of its metrics, where the model has some. */
export const metricsPort = 7000

/** The way of its clients. */
export const zookeeperAccess: ClientAccess = {
  role: 'coordination',
  ports: [ports.clients],
  elsewhere: true,
}

/** The user who may do everything. */
export const administrator = 'admin'

/** The user of the servers among themselves: no client can be called that. */
export const memberUser = '_member'

/** The Secrets of the ensemble and of its clients. */
export function zookeeperSecrets(context: ComponentContext): readonly SecretContract[] {
  return storeSecrets(context, {
    takeover: { own: 'podAnnotations.rotated', clients: 'podAnnotations.rotated' },
    keys: {
      password: password(`password of the user ${administrator}`),
      'quorum-password': {
        holds: 'password that the servers share: a long line of letters and digits',
        random: 64,
        lasting: true,
      },
    },
  })
}
