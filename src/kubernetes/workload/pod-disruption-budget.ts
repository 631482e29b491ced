import type { IPodDisruptionBudget } from 'kubernetes-models/policy/v1/PodDisruptionBudget'
import { and, gt, not, or } from '../../template/node/expression.ts'
import { scope } from '../../template/node/scope.ts'
import { mapping, when } from '../../template/node/structure.ts'
import type { Expr, Templated } from '../../template/node/templated.ts'
import type { ServiceValues } from '../../components/workload/values.ts'
import type { Naming } from '../naming.ts'
import { fewestPods, isScaledByOthers } from './pod-count.ts'

const { value } = scope<Pick<ServiceValues, 'podDisruptionBudget'>>()

/** How many pods there are at least. */
interface Pods {
  readonly fewest: Expr<number>
  /** Whether nobody here knows. */
  readonly isUnknown?: Expr<boolean>
}

const scaled: Pods = { fewest: fewestPods, isUnknown: isScaledByOthers }

/**
 * Keeps enough pods while nodes are drained. Where all of them would have to stay, or nobody here
 * knows how many there are, one at a time may go, so that no drain waits for ever; a pod that is
 * alone may always go, and has no budget.
 */
export function podDisruptionBudget(names: Naming, { fewest, isUnknown }: Pods = scaled): unknown {
  const minAvailable = value('podDisruptionBudget.minAvailable')
  const enough = gt(fewest, minAvailable)
  const document: Templated<IPodDisruptionBudget> = {
    apiVersion: 'policy/v1',
    kind: 'PodDisruptionBudget',
    metadata: { name: names.fullname, labels: names.labels },
    spec: mapping<IPodDisruptionBudget['spec'] & object>(
      when(
        isUnknown ? and(not(isUnknown), enough) : enough,
        { minAvailable },
        { maxUnavailable: 1 },
      ),
      { selector: { matchLabels: names.selectorLabels } },
    ),
  }
  const isShared = isUnknown ? or(isUnknown, gt(fewest, 1)) : gt(fewest, 1)
  return when(and(value('podDisruptionBudget.enabled'), isShared), document)
}
