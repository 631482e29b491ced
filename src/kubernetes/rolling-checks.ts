import { and, at, fail, lt, ne, not, raw, text } from '../template/expression.ts'
import { scope } from '../template/scope.ts'
import { when } from '../template/structure.ts'
import type { Expr } from '../template/templated.ts'
import type { ServiceValues } from '../values/types/service.ts'
import { autoscalingChecks } from './horizontal-pod-autoscaler.ts'

const { value, each } =
  scope<
    Pick<
      ServiceValues,
      'preStopSleepSeconds' | 'terminationGracePeriodSeconds' | 'volumeMounts' | 'volumes'
    >
  >()

/** What no schema can say of pods without state; `volumes` are those that the chart itself gives them. */
export function rollingChecks(component: string, volumes: readonly string[]): readonly unknown[] {
  return [...autoscalingChecks(component), pauseCheck(component), mountCheck(component, volumes)]
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

function mountCheck(component: string, volumes: readonly string[]): unknown {
  return each('volumeMounts', (mount, path) => {
    const name = at(mount, 'name')
    const others = volumes.map((volume) => ne(name, volume))
    return when(
      and(not(isVolume(name)), ...others),
      fail(
        text`${component}.volumeMounts mounts ${name} at ${path}, and there is no such volume: add it to ${component}.volumes`,
      ),
    )
  })
}

function isVolume(name: Expr<string>): Expr<boolean> {
  const has = (volumes: object, key: string): boolean => Object.hasOwn(volumes, key)
  return raw('boolean', has)`hasKey ${value('volumes')} ${name}`
}
