import type { Schema } from '../../../schema/schema.ts'
import { size } from '../option-shapes.ts'

/** In which order the pods of a StatefulSet start: all at once, or each once the one before is ready. */
export type PodOrder = 'OrderedReady' | 'Parallel'

/** What a person may say of pods that keep something. */
export interface StorageOptions {
  /**
   * Volumes that outlive the pods: name → size at first, such as `10Gi`; classes and later sizes are
   * values. Containers find them by their `mounts`. With one, there is exactly one pod, which ends
   * before the next starts, unless `statefulSet` gives each pod its own. Default: none.
   */
  readonly storage?: Readonly<Record<string, string>>
  /**
   * A StatefulSet in place of a Deployment: pods with names and volumes of their own, which start in
   * this order, and reach each other by `$POD_HOST`. Default: a Deployment.
   */
  readonly statefulSet?: PodOrder
}

/** A volume that outlives the pods. */
export interface StoredVolume {
  readonly name: string
  readonly size: string
}

/** What may be said of pods that keep something. */
export const storageOptions: Readonly<Record<keyof StorageOptions, Schema>> = {
  storage: { type: 'object', additionalProperties: size },
  statefulSet: { type: 'string', enum: ['OrderedReady', 'Parallel'] },
}

/** The volumes that a person describes. */
export function storedVolumes({ storage = {} }: StorageOptions): readonly StoredVolume[] {
  return Object.entries(storage).map(([name, amount]) => ({ name, size: amount }))
}
