import type { IContainer } from 'kubernetes-models/v1/Container'
import type { ISecurityContext } from 'kubernetes-models/v1/SecurityContext'
import type { IVolumeMount } from 'kubernetes-models/v1/VolumeMount'
import { imageReference } from '../../../kubernetes/pod/image.ts'
import type { Naming } from '../../../kubernetes/naming.ts'
import { probe } from '../../../kubernetes/pod/probe.ts'
import { resources } from '../../../kubernetes/pod/resources.ts'
import { containerSecurityContext } from '../../../kubernetes/pod/security.ts'
import { caMount } from '../../store/index.ts'
import type { ComponentContext } from '../../../platform/component.ts'
import type { NamedVariable } from '../../../platform/connection-parts.ts'
import { withoutAmbassadors } from '../../../platform/connections.ts'
import { at } from '../../../template/node/expression.ts'
import { scope } from '../../../template/node/scope.ts'
import type { Templated, TemplatedFields, TemplatedItem } from '../../../template/node/templated.ts'
import type { ServiceValues } from '../values.ts'
import { filesMounts } from '../files.ts'
import { program, type WorkloadModel } from '../model.ts'
import { containerPorts } from '../../../kubernetes/network/offered-port.ts'
import { probesOf } from '../probes.ts'
import { containerEnvironment, containerSources } from './environment.ts'
import type { ContainerModel } from './model.ts'
import { sharedMounts } from './shared.ts'
import { storesOf } from './stores.ts'
import type { PodSet } from '../release/pod-sets.ts'
import { writableMounts } from '../writable.ts'

const { value } = scope<ServiceValues>()

/** What a further container takes over from its pod. */
export interface ContainerPlace {
  readonly model: WorkloadModel
  readonly context: ComponentContext
  readonly names: Naming
  /** The variables that the model fixes for the component's own container, in its place. */
  readonly variables: (context: ComponentContext) => readonly NamedVariable[]
  /** The pods that it is in, whose image and configuration it has. Default: all. */
  readonly set?: PodSet
}

/** The init containers of a pod: those that end, and after them the sidecars that stay. */
export function podInitContainers(place: ContainerPlace): readonly Templated<IContainer>[] {
  return [...withRole('init', place), ...withRole('native', place)]
}

/** The sidecars that start and end with the component's own container. */
export function plainSidecars(place: ContainerPlace): readonly Templated<IContainer>[] {
  return withRole('plain', place)
}

function withRole(
  role: ContainerModel['role'],
  place: ContainerPlace,
): readonly Templated<IContainer>[] {
  const all = place.model.containers.filter((one) => one.role === role)
  return all.map((one) => container(one, place))
}

function container(one: ContainerModel, place: ContainerPlace): Templated<IContainer> {
  const { model, names, variables, set } = place
  const context = one.role === 'init' ? withoutAmbassadors(place.context) : place.context
  const { name } = one
  const image =
    one.image === undefined ? (set?.image ?? value('image')) : value(`containers.${name}.image`)
  const envFrom = containerSources(one, names, set)
  return {
    name,
    image: imageReference(image),
    imagePullPolicy: at(image, 'pullPolicy'),
    ...(one.role === 'native' ? { restartPolicy: 'Always' } : {}),
    ...program(one),
    ...(one.ports.length > 0 ? { ports: containerPorts(one.ports) } : {}),
    env: containerEnvironment(one, context, variables(context)),
    ...(envFrom ? { envFrom } : {}),
    ...probes(one),
    resources: resources(value(`containers.${name}.resources`)),
    securityContext: securityContext(one),
    volumeMounts: mounts(one, model, context),
  }
}

type ProbeFields = Pick<
  TemplatedFields<IContainer>,
  'livenessProbe' | 'readinessProbe' | 'startupProbe'
>

function probes(one: ContainerModel): Partial<ProbeFields> {
  const { startup, liveness, readiness } = probesOf(one)
  const at = `containers.${one.name}` as const
  return {
    ...(startup ? { startupProbe: probe(value(`${at}.startupProbe`), startup) } : {}),
    ...(liveness ? { livenessProbe: probe(value(`${at}.livenessProbe`), liveness) } : {}),
    ...(readiness ? { readinessProbe: probe(value(`${at}.readinessProbe`), readiness) } : {}),
  }
}

function securityContext({ uid, gid = uid }: ContainerModel): Templated<ISecurityContext> {
  return {
    ...containerSecurityContext,
    ...(uid === undefined ? {} : { runAsUser: uid }),
    ...(gid === undefined ? {} : { runAsGroup: gid }),
  }
}

function mounts(
  one: ContainerModel,
  model: WorkloadModel,
  context: ComponentContext,
): readonly TemplatedItem<IVolumeMount>[] {
  return [
    ...writableMounts(one, one.name),
    ...sharedMounts(one),
    ...filesMounts(model, context, one.name),
    ...storesOf(one, context).map(caMount),
  ]
}
