import {
  type ExporterOptions,
  exporterSecrets,
  password,
  storeSecrets,
  tlsSecrets,
} from '../store/index.ts'
import { snapshotContract } from './snapshots.ts'
import type { ClientAccess, ComponentContext, SecretContract } from '../../platform/component.ts'

/** Ports of a node: `transport` is for the other nodes, `readiness` for the probe. */
export const ports = { http: 9200, transport: 9300, readiness: 9399 } as const

/** The way of its clients. */
export const elasticsearchAccess: ClientAccess = {
  role: 'search',
  ports: [ports.http],
  elsewhere: true,
  own: 'provisioning',
}

/** The user who may do everything, whom Elasticsearch itself makes. */
export const administrator = 'elastic'

/** Nodes that may be elected: the first ones, so that the others may come and go. */
export const mostMasters = 3

/** The Secrets of the cluster and of its clients. */
export function elasticsearchSecrets(
  context: ComponentContext,
  model: ExporterOptions,
): readonly SecretContract[] {
  const passwords = storeSecrets(context, {
    takeover: { own: 'podAnnotations.rotated', clients: 'provisioning.run' },
    keys: { password: password(`password of the user ${administrator}`) },
  })
  const exporter = exporterSecrets(model, context.name, [
    'provisioning.run',
    'podAnnotations.rotated',
  ])
  return [...passwords, ...exporter, snapshotContract(context.name), ...tlsSecrets(context.name)]
}
