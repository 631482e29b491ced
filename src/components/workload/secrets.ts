import { credentials, secretName } from '../../kubernetes/identity/credentials.ts'
import type { Naming } from '../../kubernetes/naming.ts'
import type { ComponentContext } from '../../platform/component.ts'
import { scope } from '../../template/node/scope.ts'
import type { ServiceValues } from './values.ts'
import type { WorkloadModel } from './model.ts'

const { value } = scope<Pick<ServiceValues, 'secrets'>>()

/** The Secrets of a workload's own, from the provider that the values choose. */
export function workloadSecret(
  { secrets }: WorkloadModel,
  context: ComponentContext,
  names: Naming,
): readonly unknown[] {
  return Object.entries(secrets).flatMap(([secret, keys]) => {
    const inline = Object.keys(keys).map((key) => [
      key,
      {
        inline: value(`secrets.${secret}.data.${key}`),
        path: `${context.name}.secrets.${secret}.data.${key}`,
      },
    ])
    return credentials(names, secretName(`${context.name}-${secret}`), Object.fromEntries(inline))
  })
}
