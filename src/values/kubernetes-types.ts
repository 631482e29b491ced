import type { IAffinity } from 'kubernetes-models/v1/Affinity'
import type { IContainer } from 'kubernetes-models/v1/Container'
import type { IVolume } from 'kubernetes-models/v1/Volume'

/** Affinity of a pod, as a value. */
export type Affinity = IAffinity

/** A container, as an entry of a map that has its name as the key. */
export type ContainerBody = Omit<IContainer, 'name'>

/** Where a volume comes from, as an entry of a map that has its name as the key. */
export type VolumeSource = Omit<IVolume, 'name'>
