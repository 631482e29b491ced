import { clientSecrets } from '../../kubernetes/store.ts'
import type { ComponentContext, SecretContract } from '../../platform/component.ts'

/** Port of each member. */
export const mongodbPort = 27_017

/** Name of the replica set. */
export const replicaSet = 'rs0'

/** The Secrets of the members and of their clients. */
export function mongodbSecrets(context: ComponentContext): readonly SecretContract[] {
  const keys = {
    password: 'password of the user admin',
    keyfile: 'key that the members share: 6 to 1024 characters of base64',
  }
  return [{ name: context.name, keys }, ...clientSecrets(context)]
}
