import type { IDeployment } from 'kubernetes-models/apps/v1/Deployment'
import type { IPodTemplateSpec } from 'kubernetes-models/v1/PodTemplateSpec'
import type { IVolume } from 'kubernetes-models/v1/Volume'
import type { IVolumeMount } from 'kubernetes-models/v1/VolumeMount'
import { eq } from '../../template/node/expression.ts'
import { scope } from '../../template/node/scope.ts'
import { mapping, when } from '../../template/node/structure.ts'
import type { Repeated, Templated } from '../../template/node/templated.ts'
import type { ServiceValues } from '../../components/workload/values.ts'
import { extraInitContainers, sidecars } from '../pod/extra-containers.ts'
import { isAtNone } from './pod-count.ts'
import { type PodOptions, podTemplate } from '../pod/pod.ts'

const { value, each, optional } =
  scope<Pick<ServiceValues, 'revisionHistoryLimit' | 'strategy' | 'volumeMounts' | 'volumes'>>()

/**
 * The Deployment of pods without state: they are replaced a few at a time unless the values say
 * otherwise, their number is the autoscaler's unless it is said, and the values may add containers and
 * volumes to theirs.
 */
export function rollingDeployment(
  pod: PodOptions,
  replicas: Templated<number> = autoscaled,
): Templated<IDeployment> {
  const { names } = pod
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: names.fullname, labels: names.labels },
    spec: {
      replicas,
      revisionHistoryLimit: value('revisionHistoryLimit'),
      minReadySeconds: optional('strategy.minReadySeconds'),
      strategy: {
        type: value('strategy.type'),
        rollingUpdate: when(eq(value('strategy.type'), 'RollingUpdate'), {
          maxSurge: value('strategy.maxSurge'),
          maxUnavailable: value('strategy.maxUnavailable'),
        }),
      },
      selector: { matchLabels: names.selectorLabels },
      template: extensiblePod(pod),
    },
  }
}

/** The pod template of a workload whose values may add containers and volumes. */
export function extensiblePod(pod: PodOptions): Templated<IPodTemplateSpec> {
  return podTemplate({
    ...pod,
    initContainers: [...(pod.initContainers ?? []), extraInitContainers()],
    containers: [...pod.containers, sidecars()],
    volumes: [...(pod.volumes ?? []), extraVolumes],
  })
}

/** The number of pods is the autoscaler's, but for the one number that no autoscaler can hold. */
const autoscaled: Templated<number> = when(isAtNone, 0)

/** The volumes that the values add to a pod. */
export const extraVolumes: Repeated<Templated<IVolume>> = each('volumes', (volume, name) =>
  mapping({ name }, volume),
)

/** Where the values mount volumes into the component's own container. */
export const extraVolumeMounts: Repeated<Templated<IVolumeMount>> = each(
  'volumeMounts',
  (mount, path) => mapping({ mountPath: path }, mount),
)
