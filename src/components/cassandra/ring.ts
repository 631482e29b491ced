import { choose, gt } from '../../template/node/expression.ts'
import { scope } from '../../template/node/scope.ts'
import type { Expr } from '../../template/node/templated.ts'
import type { CassandraValues } from './values.ts'
import { mostSeeds } from './contract.ts'

const { value } = scope<CassandraValues>()

/** Whether there is more than one node. */
export const isRing: Expr<boolean> = gt(value('replicas'), 1)

/** How many nodes others find the ring by. */
export const seeds: Expr<number> = choose(isRing, mostSeeds, 1)

/** Copies of each row in the keyspaces of the clients. */
export const copies: Expr<number> = choose(
  value('replicationFactor'),
  value('replicationFactor'),
  seeds,
)
