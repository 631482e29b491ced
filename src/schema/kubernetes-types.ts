import type { IVolume } from 'kubernetes-models/v1/Volume'

/** Where a volume comes from, as an entry of a map that has its name as the key. */
export type VolumeSource = Omit<IVolume, 'name'>
