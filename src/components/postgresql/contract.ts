import {
  type BackupOptions,
  backupSecrets,
  type ExporterOptions,
  hasBackup,
  exporterSecrets,
  type KindServices,
  password,
  storeSecrets,
  storeServices,
  tlsSecrets,
} from '../store/index.ts'
import { tcpPort } from '../../kubernetes/network/offered-port.ts'
import type { ComponentContext, ClientAccess, SecretContract } from '../../platform/component.ts'

/** Port of the server. */
export const postgresqlPort = 5432

/** Services beside its own. */
export const postgresqlServices: KindServices = storeServices({
  usual: [tcpPort('postgresql', postgresqlPort)],
  taken: ['headless'],
})

/** `app.kubernetes.io/component` of its pods. */
export const postgresqlRole = 'database'

/** The way of its clients. */
export const postgresqlAccess = (model: BackupOptions): ClientAccess => ({
  role: postgresqlRole,
  ports: [postgresqlPort],
  elsewhere: true,
  own: hasBackup(model) ? 'members' : 'provisioning',
})

/** The Secrets of the server and of its clients. */
export function postgresqlSecrets(
  context: ComponentContext,
  model: BackupOptions & ExporterOptions,
): readonly SecretContract[] {
  const passwords = storeSecrets(context, {
    keys: { password: password('password of the superuser postgres') },
    takeover: { own: 'podAnnotations.rotated', clients: 'provisioning.run' },
  })
  const exporter = exporterSecrets(model, context.name, [
    'provisioning.run',
    'podAnnotations.rotated',
  ])
  const backup = backupSecrets(model, context.name, 'provisioning.run')
  return [...passwords, ...exporter, ...backup, ...tlsSecrets(context.name)]
}
