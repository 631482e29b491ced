import { exporterSecrets, password, storeSecrets, tlsSecrets } from '../store/index.ts'
import {
  type ElasticsearchOwn,
  hasSnapshots,
  type SnapshotOptions,
  snapshotSecrets,
} from './backup-model.ts'
import { snapshotContract } from './snapshots.ts'
import type { ClientAccess, ComponentContext, SecretContract } from '../../platform/component.ts'

/** Ports of a node: `transport` is for the other nodes, `readiness` for the probe. */
export const ports = { http: 9200, transport: 9300, readiness: 9399 } as const

/** `app.kubernetes.io/component` of the nodes. */
export const elasticsearchRole = 'search'

/** The way of its clients. */
export const elasticsearchAccess = (model: SnapshotOptions): ClientAccess => ({
  role: elasticsearchRole,
  ports: [ports.http],
  elsewhere: true,
  own: hasSnapshots(model) ? 'members' : 'provisioning',
})

/** The user who may do everything, whom Elasticsearch itself makes. */
export const administrator = 'elastic'

/** Nodes that may be elected: the first ones, so that the others may come and go. */
export const mostMasters = 3

/** The Secrets of the cluster and of its clients. */
export function elasticsearchSecrets(
  context: ComponentContext,
  model: ElasticsearchOwn,
): readonly SecretContract[] {
  const passwords = storeSecrets(context, {
    takeover: { own: 'podAnnotations.rotated', clients: 'provisioning.run' },
    keys: { password: password(`password of the user ${administrator}`) },
  })
  const exporter = exporterSecrets(model, context.name, [
    'provisioning.run',
    'podAnnotations.rotated',
  ])
  return [
    ...passwords,
    ...exporter,
    ...snapshotSecrets(model, context.name),
    snapshotContract(context.name),
    ...tlsSecrets(context.name),
  ]
}
