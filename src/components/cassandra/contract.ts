import { password, storeSecrets, tlsSecrets } from '../store/index.ts'
import type { ClientAccess, ComponentContext, SecretContract } from '../../platform/component.ts'

/** Ports of a node: `nodes` is for the other nodes alone. */
export const ports = { clients: 9042, nodes: 7000 } as const

/** The way of its clients. */
export const cassandraAccess: ClientAccess = {
  role: 'database',
  ports: [ports.clients],
  elsewhere: true,
  own: 'provisioning',
}

/** The role that may do everything. */
export const administrator = 'admin'

/** The role of Cassandra's own that could do everything with a password that everybody knows. */
export const wellKnown = 'cassandra'

/** Nodes by which others find the ring: the first ones. As many copies are usual. */
export const mostSeeds = 3

/** The Secrets of the ring and of its clients. */
export function cassandraSecrets(context: ComponentContext): readonly SecretContract[] {
  const passwords = storeSecrets(context, {
    takeover: { own: 'podAnnotations.rotated', clients: 'provisioning.run' },
    keys: { password: password(`password of the role ${administrator}`) },
  })
  return [...passwords, ...tlsSecrets(context.name)]
}
