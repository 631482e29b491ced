import type { Edge } from '../../platform/edge.ts'
import { ports } from './contract.ts'

/** Where a cluster keeps what it knows of itself: at nodes that are controllers, or in ZooKeeper. */
export type Mode = 'kraft' | 'zookeeper'

/** The mode of a cluster: an edge to an ensemble is the only statement of it. */
export function modeOf({ uses }: { readonly uses: readonly Edge[] }): Mode {
  return uses.some((edge) => edge.interface === 'ensemble') ? 'zookeeper' : 'kraft'
}

/** The ports of a node, by their names. */
export function portsOf(mode: Mode): Readonly<Record<string, number>> {
  const { controllers: _, ...withoutControllers } = ports
  return mode === 'kraft' ? ports : withoutControllers
}
