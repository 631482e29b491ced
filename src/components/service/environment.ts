import type { IEnvFromSource } from 'kubernetes-models/v1/EnvFromSource'
import type { IEnvVar } from 'kubernetes-models/v1/EnvVar'
import type { Naming } from '../../kubernetes/naming.ts'
import type { ComponentContext } from '../../platform/component.ts'
import { eq } from '../../template/expression.ts'
import { scope } from '../../template/scope.ts'
import { when as whenever } from '../../template/structure.ts'
import type { TemplatedItem } from '../../template/templated.ts'
import type { ServiceValues } from '../../values/types/service.ts'
import { serviceEnvironment } from './contract.ts'
import type { ServiceModel } from './service.ts'

const { when, each } = scope<ServiceValues>()

/** The variables of a service and of its migration: those of the model, and what the values add. */
export function environment(
  model: ServiceModel,
  context: ComponentContext,
): readonly TemplatedItem<IEnvVar>[] {
  return [
    ...serviceEnvironment(model, context),
    each('env', (variable, name) => ({ name, value: variable })),
  ]
}

/** The service's own configuration, and whatever ConfigMaps and Secrets the values add. */
export function environmentSources(names: Naming): readonly TemplatedItem<IEnvFromSource>[] {
  return [
    when('config', { configMapRef: { name: names.fullname } }),
    each('envFrom', (kind, name) =>
      whenever(eq(kind, 'Secret'), { secretRef: { name } }, { configMapRef: { name } }),
    ),
  ]
}
