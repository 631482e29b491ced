import type { Naming } from '../../kubernetes/naming.ts'
import { headlessName } from '../../kubernetes/network/services.ts'
import { choose, gt, text } from '../../template/node/expression.ts'
import { scope } from '../../template/node/scope.ts'
import type { Expr } from '../../template/node/templated.ts'
import type { ElasticsearchValues } from './values.ts'
import { mostMasters } from './contract.ts'

const { value } = scope<ElasticsearchValues>()

/** Whether there is more than one node. */
export const isCluster: Expr<boolean> = gt(value('replicas'), 1)

/** How many nodes may be elected. */
export const masters: Expr<number> = choose(isCluster, mostMasters, 1)

/** The name of a node, by which it is found; in a script, of the ordinal `$1`. */
export function nodeHost(names: Naming, ordinal: string): Expr<string> {
  return podHost(names, text`${names.fullname}-${ordinal}`)
}

/** The same by the name of its pod. */
export function podHost(names: Naming, pod: Expr<string> | string): Expr<string> {
  return text`${pod}.${headlessName(names)}.${names.namespace}.svc`
}
