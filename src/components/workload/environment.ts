import type { IEnvFromSource } from 'kubernetes-models/v1/EnvFromSource'
import type { IEnvVar } from 'kubernetes-models/v1/EnvVar'
import { environmentSource, variable } from '../../kubernetes/pod/environment.ts'
import type { Naming } from '../../kubernetes/naming.ts'
import { caFile, hasTls } from '../store/index.ts'
import type { ComponentContext } from '../../platform/component.ts'
import type { NamedVariable } from '../../platform/connection-parts.ts'
import { caVariables } from '../../platform/connections.ts'
import type { PodSet } from './release/pod-sets.ts'
import { scope } from '../../template/node/scope.ts'
import { when as whenever } from '../../template/node/structure.ts'
import type { Templated, TemplatedItem } from '../../template/node/templated.ts'
import type { ServiceValues } from './values.ts'

const { when, each } = scope<ServiceValues>()

/** The variables of a workload: those that its model fixes, and what the values add. */
export function environment(
  fixed: readonly NamedVariable[],
  context: ComponentContext,
): readonly TemplatedItem<IEnvVar>[] {
  const authorities = caVariables(context).map(({ name, store }) =>
    whenever<Templated<IEnvVar>>(hasTls(store), { name, value: caFile(store) }),
  )
  return [...fixed, ...authorities, each('env', variable)]
}

/**
 * The service's own configuration, that of a track over it, and whatever ConfigMaps and Secrets the
 * values add.
 */
export function environmentSources(
  names: Naming,
  set?: PodSet,
): readonly TemplatedItem<IEnvFromSource>[] {
  const track = set?.track
  return [
    when('config', { configMapRef: { name: names.fullname } }),
    ...(track
      ? [
          whenever<Templated<IEnvFromSource>>(track.config, {
            configMapRef: { name: set.names.fullname },
          }),
        ]
      : []),
    each('envFrom', environmentSource),
  ]
}
