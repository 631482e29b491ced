import {
  at,
  fail,
  has,
  hasKey,
  listOf,
  not,
  type Operand,
  or,
  text,
} from '../../template/node/expression.ts'
import { once } from '../../template/node/once.ts'
import { scope } from '../../template/node/scope.ts'
import { checksHelper, each, include, shared, when } from '../../template/node/structure.ts'
import type { Expr } from '../../template/node/templated.ts'
import { loadDefinition } from '../../schema/load-schema.ts'
import type { ServiceValues } from '../../components/workload/values.ts'

const { value } = scope<Pick<ServiceValues, 'volumes'>>()

type Mounts = ServiceValues['volumeMounts']

/** The volumes of a pod. */
export interface PodVolumes {
  readonly component: Expr<string>
  /** Those that the chart itself gives it; others are values. */
  readonly own: Expr<readonly string[]>
}

/** The volumes of a pod, of which the chart gives it some by these names. */
export function podVolumes(component: string, own: readonly string[]): PodVolumes {
  return { component: text`${component}`, own: listOf(own) }
}

/** Refuses mounts of volumes that the pod does not have; the path is that of the mounts. */
export function mountCheck(
  path: Operand<string>,
  mounts: Expr<Mounts>,
  { component, own }: PodVolumes,
): unknown {
  return include(mountChecks(), { path: text`${path}`, mounts, component, own })
}

const mountChecks = once(() =>
  checksHelper<{ path: string; mounts: Mounts; component: string; own: readonly string[] }>(
    shared('checks', 'checks.mounts'),
    'Refuses mounts of volumes that the pod does not have.',
    {
      path: { type: 'string' },
      mounts: loadDefinition('volumeMounts'),
      component: { type: 'string' },
      own: { type: 'array', items: { type: 'string' } },
    },
    ({ path, mounts, component, own }) => [
      each(mounts, (mount, place) => {
        const name = at(mount, 'name')
        return when(
          not(or(hasKey(value('volumes'), name), has(name, own))),
          fail(
            text`${path} mounts ${name} at ${place}, and there is no such volume: add it to ${component}.volumes`,
          ),
        )
      }),
    ],
  ),
)
