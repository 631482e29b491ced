import { and, at, fail, hasKey, ne, not, type Operand, text } from '../template/node/expression.ts'
import { scope } from '../template/node/scope.ts'
import { each, when } from '../template/node/structure.ts'
import type { Expr } from '../template/node/templated.ts'
import type { ServiceValues } from '../values/types/service.ts'

const { value } = scope<Pick<ServiceValues, 'volumes'>>()

/** The volumes of a pod. */
export interface PodVolumes {
  readonly component: string
  /** Those that the chart itself gives it; others are values. */
  readonly own: readonly string[]
}

/** Refuses mounts of volumes that the pod does not have; the path is that of the mounts. */
export function mountCheck(
  path: Operand<string>,
  mounts: Expr<ServiceValues['volumeMounts']>,
  { component, own }: PodVolumes,
): unknown {
  return each(mounts, (mount, place) => {
    const name = at(mount, 'name')
    const others = own.map((volume) => ne(name, volume))
    return when(
      and(not(hasKey(value('volumes'), name)), ...others),
      fail(
        text`${path} mounts ${name} at ${place}, and there is no such volume: add it to ${component}.volumes`,
      ),
    )
  })
}
