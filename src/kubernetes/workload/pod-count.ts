import { and, choose, not, or } from '../../template/node/expression.ts'
import { scope } from '../../template/node/scope.ts'
import type { Expr } from '../../template/node/templated.ts'
import type { ServiceValues } from '../../components/workload/values.ts'

const { value } = scope<Pick<ServiceValues, 'autoscaling' | 'replicas'>>()

const isScaledByLoad = value('autoscaling.enabled')

/** Whether something that is not of the chart sets the number of pods. */
export const isScaledByOthers: Expr<boolean> = value('autoscaling.external')

/**
 * Whether an autoscaler of the chart sets the number of pods: by load, or at `replicas`. A
 * Deployment whose manifest says `replicas` falls to one pod when its next manifest does not, so
 * none of them does, but for the one number that no autoscaler can hold.
 */
export const isAutoscaled: Expr<boolean> = and(
  not(isScaledByOthers),
  or(isScaledByLoad, value('replicas')),
)

/** Whether the values ask for no pod at all: that number the Deployment itself has to say. */
export const isAtNone: Expr<boolean> = not(or(isScaledByOthers, isScaledByLoad, value('replicas')))

/** The fewest pods that should run, unless something else scales them. */
export const fewestPods: Expr<number> = choose(
  isScaledByLoad,
  value('autoscaling.minReplicas'),
  value('replicas'),
)
