import { password, storeSecrets } from '../../kubernetes/store.ts'
import type { ComponentContext, Door, SecretContract } from '../../platform/component.ts'

/** Port of each member. */
export const mongodbPort = 27_017

/** The way of its clients. */
export const mongodbDoor: Door = {
  role: 'database',
  ports: [mongodbPort],
  elsewhere: true,
  own: 'members',
}

/** Name of the replica set. */
export const replicaSet = 'rs0'

/** The Secrets of the members and of their clients. */
export function mongodbSecrets(context: ComponentContext): readonly SecretContract[] {
  return storeSecrets(context, {
    takeover: { own: 'provisioning.run', clients: 'provisioning.run' },
    keys: {
      password: password('password of the user admin'),
      keyfile: {
        holds: 'key that the members share: 6 to 1024 characters of base64',
        random: 128,
        lasting: true,
      },
    },
  })
}
