import { caVolumeName, tlsStores } from '../store/index.ts'
import type { ComponentContext } from '../../platform/component.ts'
import type { WorkloadModel } from './model.ts'
import { volumeName } from './writable.ts'

/** Names of the volumes that the model names: those of one container, shared ones, and those that outlive the pods. */
export function ownVolumeNames({
  writable,
  containers,
  shared,
  storage,
}: WorkloadModel): readonly string[] {
  return [
    ...writable.map((one) => volumeName(one)),
    ...containers.flatMap((one) => one.writable.map((path) => volumeName(path, one.name))),
    ...[...shared, ...storage].map(({ name }) => name),
  ]
}

/** Names of the volumes with the CAs of stores. */
export function caVolumeNames(context: ComponentContext): readonly string[] {
  return tlsStores(context).map(caVolumeName)
}
