import type { Problem } from '../../../errors/chart-error.ts'
import type { ComponentContext } from '../../../platform/component.ts'
import { optionPath } from '../containers/option-path.ts'
import type { ServiceModel } from '../model.ts'

/** What is wrong with the volumes that outlive the pods of a workload. */
export function storageProblems(
  { storage, shared, release, statefulSet }: ServiceModel,
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
  const reason = statefulSet
    ? 'the pods of a StatefulSet have names of their own, which no two sets of them share'
    : `pods of two versions cannot share the volume ${storage[0]?.name}`
  if (!release || (storage.length === 0 && !statefulSet)) return taken
  return [
    ...taken,
    {
      code: 'release-with-storage',
      path: optionPath(component, {}, 'release'),
      message: reason,
      hint: 'take out release: a pod ends before that of the next version takes its place',
    },
  ]
}
