import { caVolumeName, tlsStores } from '../store/index.ts'
import type { ComponentContext } from '../../platform/component.ts'
import type { WorkloadModel } from './model.ts'
import { volumeName } from './writable.ts'

/** Names of the volumes that are empty as a pod starts: those of one container, and shared ones. */
export function emptyVolumeNames({
  writable,
  containers,
  shared,
}: WorkloadModel): readonly string[] {
  return [
    ...writable.map((one) => volumeName(one)),
    ...containers.flatMap((one) => one.writable.map((path) => volumeName(path, one.name))),
    ...shared.map(({ name }) => name),
  ]
}

/** Names of the volumes with the CAs of stores. */
export function caVolumeNames(context: ComponentContext): readonly string[] {
  return tlsStores(context).map(caVolumeName)
}
