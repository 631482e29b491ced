import { and, fail, lt, not, text } from '../../template/node/expression.ts'
import { once } from '../../template/node/once.ts'
import { scope } from '../../template/node/scope.ts'
import { checksHelper, include, shared, when } from '../../template/node/structure.ts'
import type { Expr } from '../../template/node/templated.ts'
import type { ServiceValues } from '../../components/workload/values.ts'
import { extraContainerChecks } from '../pod/extra-container-checks.ts'
import { mountCheck, podVolumes } from '../pod/mount-check.ts'

const { value } =
  scope<
    Pick<ServiceValues, 'preStopSleepSeconds' | 'terminationGracePeriodSeconds' | 'volumeMounts'>
  >()

/** What no schema can say of pods without state; `volumes` are those that the chart itself gives them. */
export function rollingCheck(component: string, volumes: readonly string[]): unknown {
  return include(rollingChecks(), { ...podVolumes(component, volumes) })
}

const rollingChecks = once(() =>
  checksHelper<{ component: string; own: readonly string[] }>(
    shared('checks', 'checks.pods'),
    'Refuses what no pod could be: its end, its mounts and the containers that values add.',
    { component: { type: 'string' }, own: { type: 'array', items: { type: 'string' } } },
    (pod) => [
      pauseCheck(pod.component),
      mountCheck(text`${pod.component}.volumeMounts`, value('volumeMounts'), pod),
      ...extraContainerChecks(pod),
    ],
  ),
)

/** Kubernetes takes the pause out of the time that the pod has to end. */
function pauseCheck(component: Expr<string>): unknown {
  const [pause, whole] = [value('preStopSleepSeconds'), value('terminationGracePeriodSeconds')]
  return when(
    and(pause, not(lt(pause, whole))),
    fail(
      text`${component}.preStopSleepSeconds leaves no time to end: set it below ${component}.terminationGracePeriodSeconds`,
    ),
  )
}
