import { parseQuantity } from '../../kubernetes/pod/quantity.ts'
import type { Fields } from '../fields.ts'
import { filledAmounts } from '../rules/container-limits.ts'
import type { Container, Pod } from '../rules/pod.ts'
import { type Amounts, larger, nothing, sum } from './amounts.ts'

/**
 * What one pod takes, as scheduler and quota count it: the containers and sidecars that run together,
 * or an init container with the sidecars before it where that is more (k8s.io/component-helpers,
 * resource.PodRequests). `ranges` are the LimitRanges' items, which fill in what a container lacks.
 */
export function podDemand({ containers }: Pod, ranges: readonly Fields[]): Amounts {
  let started: Amounts = nothing
  let most: Amounts = nothing
  for (const container of containers) {
    const own = containerDemand(container, ranges)
    most = larger(most, sum([started, own]))
    if (!container.ends) started = sum([started, own])
  }
  return { ...larger(most, started), pods: 1 }
}

function containerDemand({ body }: Container, ranges: readonly Fields[]): Amounts {
  const { requests, limits } = filledAmounts(body, ranges)
  return {
    ...nothing,
    'requests.cpu': parseQuantity(requests['cpu']) ?? 0,
    'requests.memory': parseQuantity(requests['memory']) ?? 0,
    'limits.cpu': parseQuantity(limits['cpu']) ?? 0,
    'limits.memory': parseQuantity(limits['memory']) ?? 0,
  }
}
