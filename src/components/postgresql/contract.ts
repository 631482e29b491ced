import {
  type ExporterOptions,
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

/** The way of its clients. */
export const postgresqlAccess: ClientAccess = {
  role: 'database',
  ports: [postgresqlPort],
  elsewhere: true,
  own: 'provisioning',
}

/** The Secrets of the server and of its clients. */
export function postgresqlSecrets(
  context: ComponentContext,
  model: ExporterOptions,
): readonly SecretContract[] {
  const passwords = storeSecrets(context, {
    keys: { password: password('password of the superuser postgres') },
    takeover: { own: 'podAnnotations.rotated', clients: 'provisioning.run' },
  })
  const exporter = exporterSecrets(model, context.name, [
    'provisioning.run',
    'podAnnotations.rotated',
  ])
  return [...passwords, ...exporter, ...tlsSecrets(context.name)]
}
