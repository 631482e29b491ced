import {
  type BackupOptions,
  backupSecrets,
  type ExporterOptions,
  exporterSecrets,
  hasBackup,
  type KindServices,
  password,
  storeSecrets,
  type StoreServices,
  storeServices,
  tlsSecrets,
  type VolumeSnapshotOptions,
} from '../store/index.ts'
import { tcpPort } from '../../kubernetes/network/offered-port.ts'
import type { ComponentContext, ClientAccess, SecretContract } from '../../platform/component.ts'

/** Port of the server. */
export const redisPort = 6379

/** What runs a Redis server. */
export interface RedisForm {
  /** Whether its pod keeps its name: a StatefulSet with a headless Service. Default: a Deployment. */
  readonly statefulSet?: boolean
}

/** What a person may say of a Redis server beside what may be said of every component. */
export interface RedisOwn
  extends StoreServices, ExporterOptions, BackupOptions, VolumeSnapshotOptions, RedisForm {}

/** Services beside its own. */
export function redisServices({ statefulSet = false }: RedisForm): KindServices {
  const taken = statefulSet ? ['headless'] : []
  return storeServices({ usual: [tcpPort('redis', redisPort)], taken })
}

/** `app.kubernetes.io/component` of the server. */
export const redisRole = 'cache'

/** The way of its clients, among which are the pods of its backups. */
export const redisAccess = (model: BackupOptions): ClientAccess => ({
  role: redisRole,
  ports: [redisPort],
  elsewhere: true,
  ...(hasBackup(model) ? { own: 'members' } : {}),
})

/** The user who may do everything. */
export const administrator = 'admin'

/** The Secrets of the server and of its clients. */
export function redisSecrets(
  context: ComponentContext,
  model: BackupOptions & ExporterOptions,
): readonly SecretContract[] {
  const passwords = storeSecrets(context, {
    keys: { password: password(`password of the user ${administrator}`) },
    takeover: { own: 'podAnnotations.rotated', clients: 'podAnnotations.rotated' },
  })
  const exporter = exporterSecrets(model, context.name, ['podAnnotations.rotated'])
  const backup = backupSecrets(model, context.name, 'podAnnotations.rotated')
  return [...passwords, ...exporter, ...backup, ...tlsSecrets(context.name)]
}
