import type { IContainer } from 'kubernetes-models/v1/Container'
import type { IVolume } from 'kubernetes-models/v1/Volume'
import type { IVolumeMount } from 'kubernetes-models/v1/VolumeMount'
import { imageReference } from '../../kubernetes/pod/image.ts'
import type { Naming } from '../../kubernetes/naming.ts'
import { resources } from '../../kubernetes/pod/resources.ts'
import { extraVolumeMounts } from '../../kubernetes/workload/rolling-deployment.ts'
import { containerSecurityContext } from '../../kubernetes/pod/security.ts'
import { caMount, caVolume, tlsStores, tlsStoresOf } from '../store/index.ts'
import type { ComponentContext } from '../../platform/component.ts'
import type { NamedVariable } from '../../platform/connection-parts.ts'
import { at } from '../../template/node/expression.ts'
import { scope } from '../../template/node/scope.ts'
import type {
  Expr,
  Templated,
  TemplatedFields,
  TemplatedItem,
} from '../../template/node/templated.ts'
import type { ResourcesValues } from '../../values/types/definitions.ts'
import { sharedMounts, sharedVolumes } from './containers/shared.ts'
import type { ServiceValues } from './values.ts'
import { environment, environmentSources } from './environment.ts'
import { filesChecksums, filesMounts, filesVolumes } from './files.ts'
import type { WorkloadModel } from './model.ts'
import { type PodSet, templateOf } from './release/pod-sets.ts'
import { writableMounts, writableVolumes } from './writable.ts'

const { value } = scope<Pick<ServiceValues, 'image'>>()

/** The volumes that the chart itself gives the pods of a workload. */
export function podVolumes(
  model: WorkloadModel,
  context: ComponentContext,
  names: Naming,
): readonly TemplatedItem<IVolume>[] {
  return [
    ...writableVolumes(model),
    ...model.containers.flatMap((one) => writableVolumes(one, one.name)),
    ...sharedVolumes(model),
    ...filesVolumes(model, context, names),
    ...tlsStores(context).map(caVolume),
  ]
}

/** What the workload's own container mounts, and what the values add. */
export function podMounts(
  model: WorkloadModel,
  context: ComponentContext,
): readonly TemplatedItem<IVolumeMount>[] {
  return [
    ...writableMounts(model),
    ...sharedMounts(model),
    ...filesMounts(model, context),
    ...tlsStoresOf(context).map(caMount),
    extraVolumeMounts,
  ]
}

/** Templates whose change must replace the pods. */
export function podChecksums(model: WorkloadModel, set?: PodSet): readonly string[] {
  const hasSecrets = Object.keys(model.secrets).length > 0
  const ofTrack = set?.track ? [templateOf(set, 'configmap')] : []
  return [
    'configmap.yaml',
    ...ofTrack,
    ...(hasSecrets ? ['secret.yaml'] : []),
    ...filesChecksums(model),
  ]
}

/** What differs between containers that end. */
interface EndingOptions {
  readonly name: string
  readonly program: Pick<TemplatedFields<IContainer>, 'args' | 'command' | 'workingDir'>
  /** The variables that the model fixes. */
  readonly variables: readonly NamedVariable[]
  readonly resources: Expr<ResourcesValues>
  /** The pods whose image and configuration it has. Default: all. */
  readonly set?: PodSet
}

/** A container that ends, with the image, the environment and the mounts of its workload. */
export function endingContainer(
  model: WorkloadModel,
  context: ComponentContext,
  names: Naming,
  own: EndingOptions,
): Templated<IContainer> {
  const from = own.set?.image ?? value('image')
  return {
    name: own.name,
    image: imageReference(from),
    imagePullPolicy: at(from, 'pullPolicy'),
    ...own.program,
    env: environment(own.variables, context),
    envFrom: environmentSources(names, own.set),
    resources: resources(own.resources),
    securityContext: containerSecurityContext,
    volumeMounts: podMounts(model, context),
  }
}
