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
export const redisPort = 6379

/** What runs a Redis server. */
export interface RedisForm {
  /** Whether its pod keeps its name: a StatefulSet with a headless Service. Default: a Deployment. */
  readonly statefulSet?: boolean
}

/** Services beside its own. */
export function redisServices({ statefulSet = false }: RedisForm): KindServices {
  const taken = statefulSet ? ['headless'] : []
  return storeServices({ usual: [tcpPort('redis', redisPort)], taken })
}

/** The way of its clients. */
export const redisAccess: ClientAccess = {
  role: 'cache',
  ports: [redisPort],
  elsewhere: true,
}

/** The user who may do everything. */
export const administrator = 'admin'

/** The Secrets of the server and of its clients. */
export function redisSecrets(
  context: ComponentContext,
  model: ExporterOptions,
): readonly SecretContract[] {
  const passwords = storeSecrets(context, {
    keys: { password: password(`password of the user ${administrator}`) },
    takeover: { own: 'podAnnotations.rotated', clients: 'podAnnotations.rotated' },
  })
  const exporter = exporterSecrets(model, context.name, ['podAnnotations.rotated'])
  return [...passwords, ...exporter, ...tlsSecrets(context.name)]
}
