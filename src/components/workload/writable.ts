import type { IVolume } from 'kubernetes-models/v1/Volume'
import type { IVolumeMount } from 'kubernetes-models/v1/VolumeMount'
import type { Mounting } from './containers/model.ts'
import type { WritableDirectory } from './model.ts'

type Writing = Pick<Mounting, 'writable'>

/** The volumes behind the directories that a container may write to: the component's own, or a further one. */
export function writableVolumes({ writable }: Writing, container?: string): readonly IVolume[] {
  return writable.map((directory) => ({
    name: volumeName(directory, container),
    emptyDir: 'memory' in directory ? { medium: 'Memory', sizeLimit: directory.memory } : {},
  }))
}

/** Where they are mounted. */
export function writableMounts({ writable }: Writing, container?: string): readonly IVolumeMount[] {
  return writable.map((directory) => ({
    name: volumeName(directory, container),
    mountPath: directory.path,
  }))
}

/** Name of the volume behind a writable directory: `/var/cache` is `var-cache`, or `proxy-var-cache`. */
export function volumeName({ path }: Pick<WritableDirectory, 'path'>, container?: string): string {
  const name = path
    .replace(/^\//, '')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
  return container === undefined ? name : `${container}-${name}`
}
