import type { IVolume } from 'kubernetes-models/v1/Volume'
import type { IVolumeMount } from 'kubernetes-models/v1/VolumeMount'
import type { Mounting, PodModel } from './model.ts'

/** The volumes that the containers of a pod share: empty as it starts, gone as it ends. */
export function sharedVolumes({ shared }: PodModel): readonly IVolume[] {
  return shared.map(({ name, size, inMemory }) => ({
    name,
    emptyDir: { ...(inMemory ? { medium: 'Memory' } : {}), sizeLimit: size },
  }))
}

/** Where one of them finds these. */
export function sharedMounts({ mounts }: Pick<Mounting, 'mounts'>): readonly IVolumeMount[] {
  return mounts.map(({ path, volume, readOnly }) => ({
    name: volume,
    mountPath: path,
    ...(readOnly ? { readOnly } : {}),
  }))
}
