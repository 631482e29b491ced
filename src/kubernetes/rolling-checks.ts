import { and, fail, lt, not } from '../template/node/expression.ts'
import { scope } from '../template/node/scope.ts'
import { when } from '../template/node/structure.ts'
import type { ServiceValues } from '../values/types/service.ts'
import { extraContainerChecks } from './extra-container-checks.ts'
import { autoscalingChecks } from './horizontal-pod-autoscaler.ts'
import { mountCheck } from './mount-check.ts'
import type { ResourceChecks } from './resource-checks.ts'

const { value } =
  scope<
    Pick<ServiceValues, 'preStopSleepSeconds' | 'terminationGracePeriodSeconds' | 'volumeMounts'>
  >()

/** What no schema can say of pods without state; `volumes` are those that the chart itself gives them. */
export function rollingChecks(
  component: string,
  volumes: readonly string[],
  amounts: ResourceChecks,
): readonly unknown[] {
  const pod = { component, own: volumes }
  return [
    ...autoscalingChecks(component),
    pauseCheck(component),
    mountCheck(`${component}.volumeMounts`, value('volumeMounts'), pod),
    ...extraContainerChecks(pod, amounts),
  ]
}

/** Kubernetes takes the pause out of the time that the pod has to end. */
function pauseCheck(component: string): unknown {
  const [pause, whole] = [value('preStopSleepSeconds'), value('terminationGracePeriodSeconds')]
  return when(
    and(pause, not(lt(pause, whole))),
    fail(
      `${component}.preStopSleepSeconds leaves no time to end: set it below ${component}.terminationGracePeriodSeconds`,
    ),
  )
}
