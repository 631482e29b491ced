import type { Schema } from '../../../schema/schema.ts'
import { size } from '../option-shapes.ts'

/** What a person may say of pods that keep something. */
export interface StorageOptions {
  /**
   * Volumes that outlive the pods: name → size at first, such as `10Gi`; classes and later sizes are
   * values. Containers find them by their `mounts`. With one, there is exactly one pod, which ends
   * before the next starts. Default: none.
   */
  readonly storage?: Readonly<Record<string, string>>
}

/** A volume that outlives the pods. */
export interface StoredVolume {
  readonly name: string
  readonly size: string
}

/** What may be said of pods that keep something. */
export const storageOptions: Readonly<Record<keyof StorageOptions, Schema>> = {
  storage: { type: 'object', additionalProperties: size },
}

/** The volumes that a person describes. */
export function storedVolumes({ storage = {} }: StorageOptions): readonly StoredVolume[] {
  return Object.entries(storage).map(([name, amount]) => ({ name, size: amount }))
}
