import {
  type BackupOptions,
  backupSecrets,
  caFile,
  databaseName,
  type KindServices,
  password,
  storeSecrets,
  storeServices,
  tlsSecrets,
} from '../store/index.ts'
import { tcpPort } from '../../kubernetes/network/offered-port.ts'
import type { ComponentContext, ClientAccess, SecretContract } from '../../platform/component.ts'

/** Port of each member. */
export const mongodbPort = 27_017

/** Services beside its own. */
export const mongodbServices: KindServices = storeServices({
  usual: [tcpPort('mongodb', mongodbPort)],
  taken: ['headless'],
})

/** The way of its clients. */
export const mongodbAccess: ClientAccess = {
  role: 'database',
  ports: [mongodbPort],
  elsewhere: true,
  own: 'members',
}

/** Name of the replica set. */
export const replicaSet = 'rs0'

/** How a URL asks for TLS, and for a certificate of this CA. */
export function tlsOptions(store: string): string {
  return `tls=true&tlsCAFile=${caFile(store)}`
}

/** The Secrets of the members and of their clients. */
export function mongodbSecrets(
  context: ComponentContext,
  model: BackupOptions,
): readonly SecretContract[] {
  const passwords = storeSecrets(context, {
    nameInStore: databaseName,
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
  const backup = backupSecrets(model, context.name, 'provisioning.run')
  return [...passwords, ...backup, ...tlsSecrets(context.name)]
}
