import type { ServiceModel } from '../model.ts'

/**
 * How pods are replaced, as `x-when` names it, and which values follow from that: an `image` and a number
 * of `replicas` of all pods, and a `strategy` by which they go.
 */
export function releaseFeatures({
  release,
  storage,
}: Pick<ServiceModel, 'release' | 'storage'>): readonly string[] {
  if (release) return [release.strategy, 'strategy']
  return storage.length > 0 ? ['single', 'image'] : ['rolling', 'image', 'replicas', 'strategy']
}
