import type { IPodDisruptionBudget } from 'kubernetes-models/policy/v1/PodDisruptionBudget'
import { and, gt } from '../../template/node/expression.ts'
import { scope } from '../../template/node/scope.ts'
import { when } from '../../template/node/structure.ts'
import type { Expr, Templated } from '../../template/node/templated.ts'
import type { Naming } from '../naming.ts'

const { value } = scope<{
  readonly podDisruptionBudget: { readonly enabled: boolean }
  readonly replicas: number
}>()

/** How many members there are, and whether they have a budget. */
interface Members {
  readonly isEnabled: Expr<boolean>
  readonly replicas: Expr<number>
}

/** Lets one member go at a time, so that the others keep the majority; a member alone may always go. */
export function memberDisruptionBudget(
  names: Naming,
  { isEnabled, replicas }: Members = {
    isEnabled: value('podDisruptionBudget.enabled'),
    replicas: value('replicas'),
  },
): unknown {
  const document: Templated<IPodDisruptionBudget> = {
    apiVersion: 'policy/v1',
    kind: 'PodDisruptionBudget',
    metadata: { name: names.fullname, labels: names.labels },
    spec: { maxUnavailable: 1, selector: { matchLabels: names.selectorLabels } },
  }
  return when(and(isEnabled, gt(replicas, 1)), document)
}
