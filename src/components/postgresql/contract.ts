import {
  type BackupOptions,
  backupSecrets,
  databaseName,
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
import {
  standbyName,
  type StandbyOptions,
  standbySecrets,
  takenByStandbys,
} from './standby/model.ts'

/** Port of the server. */
export const postgresqlPort = 5432

/** Services beside its own. */
export function postgresqlServices(model: StandbyOptions): KindServices {
  const taken = ['headless', ...takenByStandbys(model)]
  return storeServices({ usual: [tcpPort('postgresql', postgresqlPort)], taken })
}

/** `app.kubernetes.io/component` of the server that is written to. */
export const postgresqlRole = 'database'

/** The way of its clients, among which are its standbys. */
export const postgresqlAccess = (model: BackupOptions & StandbyOptions): ClientAccess => ({
  role: postgresqlRole,
  ...(model.standbys ? { furtherRoles: [standbyName] } : {}),
  ports: [postgresqlPort],
  elsewhere: true,
  own: hasBackup(model) || model.standbys ? 'members' : 'provisioning',
})

/** The Secrets of the server and of its clients. */
export function postgresqlSecrets(
  context: ComponentContext,
  model: BackupOptions & ExporterOptions & StandbyOptions,
): readonly SecretContract[] {
  const passwords = storeSecrets(context, {
    nameInStore: databaseName,
    keys: { password: password('password of the superuser postgres') },
    takeover: { own: 'podAnnotations.rotated', clients: 'provisioning.run' },
  })
  const exporter = exporterSecrets(model, context.name, [
    'provisioning.run',
    'podAnnotations.rotated',
  ])
  const backup = backupSecrets(model, context.name, 'provisioning.run')
  const standbys = standbySecrets(model, context.name)
  return [...passwords, ...exporter, ...backup, ...standbys, ...tlsSecrets(context.name)]
}
