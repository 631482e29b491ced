import type { IVolume } from 'kubernetes-models/v1/Volume'
import type { IVolumeMount } from 'kubernetes-models/v1/VolumeMount'
import type { WorkloadModel, WritableDirectory } from './model.ts'

/** The volumes behind the directories that a service may write to. */
export function writableVolumes({ writable }: WorkloadModel): readonly IVolume[] {
  return writable.map((directory) => ({
    name: volumeName(directory),
    emptyDir: 'memory' in directory ? { medium: 'Memory', sizeLimit: directory.memory } : {},
  }))
}

/** Where they are mounted. */
export function writableMounts({ writable }: WorkloadModel): readonly IVolumeMount[] {
  return writable.map((directory) => ({ name: volumeName(directory), mountPath: directory.path }))
}

/** Name of the volume behind a writable directory: `/var/cache` is `var-cache`. */
export function volumeName({ path }: WritableDirectory): string {
  return path
    .replace(/^\//, '')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
}
