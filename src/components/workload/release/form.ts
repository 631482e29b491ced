import type { ServiceModel } from '../model.ts'
import type { Release } from './release.ts'

/**
 * What runs the pods of a workload: a Deployment of any number that are alike, or of a single one that
 * keeps something, a StatefulSet, or a Deployment for each track of a release.
 */
export type Form = 'rolling' | 'single' | 'statefulSet' | Release['strategy']

/** What runs the pods of this one. */
export function formOf({
  release,
  statefulSet,
  storage,
}: Pick<ServiceModel, 'release' | 'statefulSet' | 'storage'>): Form {
  if (release) return release.strategy
  if (statefulSet) return 'statefulSet'
  return storage.length > 0 ? 'single' : 'rolling'
}

/** The values that follow from it, as `x-when` names them, beside the form itself. */
const values: Readonly<Record<Form, readonly ('image' | 'replicas' | 'strategy')[]>> = {
  rolling: ['image', 'replicas', 'strategy'],
  single: ['image'],
  statefulSet: ['image', 'replicas'],
  'blue-green': ['strategy'],
  canary: ['strategy'],
}

/** The features of a workload that its form decides. */
export function formFeatures(model: ServiceModel): readonly string[] {
  const form = formOf(model)
  return [form, ...values[form]]
}
