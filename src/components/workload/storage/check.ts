import type { Problem } from '../../../errors/chart-error.ts'
import type { ComponentContext } from '../../../platform/component.ts'
import { optionPath } from '../containers/option-path.ts'
import type { ServiceModel } from '../model.ts'

/** What is wrong with the volumes that outlive the pods of a workload. */
export function storageProblems(
  { storage, shared, release }: ServiceModel,
  { name: component }: ComponentContext,
): readonly Problem[] {
  const taken = storage
    .filter(({ name }) => shared.some((other) => other.name === name))
    .map(({ name }) => ({
      code: 'volume-name',
      path: optionPath(component, {}, 'storage', name),
      message: `there is a shared volume ${name} already`,
      hint: 'call one of them something else',
    }))
  if (!release || storage.length === 0) return taken
  return [
    ...taken,
    {
      code: 'release-with-storage',
      path: optionPath(component, {}, 'release'),
      message: `pods of two versions cannot share the volume ${storage[0]?.name}`,
      hint: 'take out release: with storage, the pod of a version ends before that of the next one starts',
    },
  ]
}
