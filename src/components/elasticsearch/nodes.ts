import { choose, gt } from '../../template/node/expression.ts'
import { scope } from '../../template/node/scope.ts'
import type { Expr } from '../../template/node/templated.ts'
import type { ElasticsearchValues } from './values.ts'
import { mostMasters } from './contract.ts'

const { value } = scope<ElasticsearchValues>()

/** Whether there is more than one node. */
export const isCluster: Expr<boolean> = gt(value('replicas'), 1)

/** How many nodes may be elected. */
export const masters: Expr<number> = choose(isCluster, mostMasters, 1)
