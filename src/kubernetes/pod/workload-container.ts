import type { IContainer } from 'kubernetes-models/v1/Container'
import type { IVolumeMount } from 'kubernetes-models/v1/VolumeMount'
import { at } from '../../template/node/expression.ts'
import { scope } from '../../template/node/scope.ts'
import type {
  Expr,
  TemplatedFields,
  Templated,
  TemplatedItem,
} from '../../template/node/templated.ts'
import type { ImageValues } from '../../values/types/definitions.ts'
import type { ServiceValues } from '../../components/workload/values.ts'
import { imageReference } from './image.ts'
import { type ProbeAction, probe } from './probe.ts'
import { resources } from './resources.ts'
import { containerSecurityContext } from './security.ts'

const { value } =
  scope<
    Pick<ServiceValues, 'image' | 'livenessProbe' | 'readinessProbe' | 'resources' | 'startupProbe'>
  >()

type OwnFields = Pick<
  TemplatedFields<IContainer>,
  'args' | 'command' | 'env' | 'envFrom' | 'name' | 'ports' | 'workingDir'
>

/** What differs from workload to workload. */
export interface WorkloadContainerOptions extends OwnFields {
  /** Default: the value `image`. */
  readonly from?: Expr<ImageValues>
  /** What each probe asks that there is. */
  readonly probes: { readonly [K in 'startup' | 'liveness' | 'readiness']?: ProbeAction }
  readonly lifecycle?: TemplatedFields<IContainer>['lifecycle']
  readonly volumeMounts?: readonly TemplatedItem<IVolumeMount>[]
}

/** The container that a workload is there for: image, probes and resources are those of the values. */
export function workloadContainer({
  name,
  from = value('image'),
  probes,
  lifecycle,
  volumeMounts,
  ...own
}: WorkloadContainerOptions): Templated<IContainer> {
  return {
    name,
    image: imageReference(from),
    imagePullPolicy: at(from, 'pullPolicy'),
    ...own,
    ...(probes.startup ? { startupProbe: probe(value('startupProbe'), probes.startup) } : {}),
    ...(probes.liveness ? { livenessProbe: probe(value('livenessProbe'), probes.liveness) } : {}),
    ...(probes.readiness
      ? { readinessProbe: probe(value('readinessProbe'), probes.readiness) }
      : {}),
    ...(lifecycle ? { lifecycle } : {}),
    resources: resources(value('resources')),
    securityContext: containerSecurityContext,
    ...(volumeMounts ? { volumeMounts } : {}),
  }
}
