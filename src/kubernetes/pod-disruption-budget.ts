import type { IPodDisruptionBudget } from 'kubernetes-models/policy/v1/PodDisruptionBudget'
import { and, choose, gt } from '../template/expression.ts'
import { scope } from '../template/scope.ts'
import { when } from '../template/structure.ts'
import type { Templated } from '../template/templated.ts'
import type { ServiceValues } from '../values/types/service.ts'
import type { Naming } from './naming.ts'

const { value } = scope<Pick<ServiceValues, 'autoscaling' | 'podDisruptionBudget' | 'replicas'>>()

/**
 * Keeps enough pods while nodes are drained. It is left out where it could never allow an eviction:
 * when the fewest pods that there may be are not more than those that must stay.
 */
export function podDisruptionBudget(names: Naming): unknown {
  const replicaFloor = choose(
    value('autoscaling.enabled'),
    value('autoscaling.minReplicas'),
    value('replicas'),
  )
  const minAvailable = value('podDisruptionBudget.minAvailable')
  const document: Templated<IPodDisruptionBudget> = {
    apiVersion: 'policy/v1',
    kind: 'PodDisruptionBudget',
    metadata: { name: names.fullname, labels: names.labels },
    spec: { minAvailable, selector: { matchLabels: names.selectorLabels } },
  }
  return when(and(value('podDisruptionBudget.enabled'), gt(replicaFloor, minAvailable)), document)
}
