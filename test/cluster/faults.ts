import type { IHorizontalPodAutoscaler } from 'kubernetes-models/autoscaling/v2'
import type { IJob } from 'kubernetes-models/batch/v1'
import type { IEndpointSlice } from 'kubernetes-models/discovery.k8s.io/v1'
import type { IPodDisruptionBudget } from 'kubernetes-models/policy/v1'
import type { IPersistentVolumeClaim, IPod, IService } from 'kubernetes-models/v1'
import { cluster } from './cluster.ts'

/** What is not as it should be in a namespace in which everything is installed. */
export async function faults(namespace: string): Promise<readonly string[]> {
  const api = cluster()
  const slices = await api.list('discovery.k8s.io/v1/endpointslices', namespace)
  const found = await Promise.all([
    api.list('v1/pods', namespace).then(unlike(isReadyOrDone, 'pod is not Ready')),
    api.list('v1/persistentvolumeclaims', namespace).then(unlike(isBound, 'claim is not bound')),
    api.list('batch/v1/jobs', namespace).then(unlike(isComplete, 'Job is not complete')),
    api
      .list('autoscaling/v2/horizontalpodautoscalers', namespace)
      .then(unlike(hasTarget, 'HPA finds no target')),
    api
      .list('policy/v1/poddisruptionbudgets', namespace)
      .then(unlike(allowsEviction, 'PDB allows no eviction')),
    api.list('v1/services', namespace).then(unlike(hasEndpoint(slices), 'Service has no endpoint')),
  ])
  return found.flat()
}

/** The same of several namespaces. */
export async function faultsIn(namespaces: readonly string[]): Promise<readonly string[]> {
  return (await Promise.all(namespaces.map(faults))).flat()
}

interface Named {
  readonly metadata?: { readonly name?: string }
}

/** The objects that are not as they should be: `PDB allows no eviction: shop-cart`. */
function unlike<T extends Named>(isRight: (object: T) => boolean, sentence: string) {
  return (objects: readonly T[]): readonly string[] =>
    objects.filter((one) => !isRight(one)).map(({ metadata }) => `${sentence}: ${metadata?.name}`)
}

/** Whether a pod gets requests. */
export function isReady({ status }: IPod): boolean {
  return hasCondition(status?.conditions, 'Ready')
}

function isReadyOrDone(pod: IPod): boolean {
  const isEnding = pod.metadata?.deletionTimestamp !== undefined
  return isReady(pod) || isEnding || pod.status?.phase === 'Succeeded'
}

/** Whether a claim has its volume. */
export function isBound({ status }: IPersistentVolumeClaim): boolean {
  return status?.phase === 'Bound'
}

function isComplete({ status }: IJob): boolean {
  return hasCondition(status?.conditions, 'Complete')
}

/** There are no metrics here, but the controller must be able to read and to scale its target. */
function hasTarget({ status }: IHorizontalPodAutoscaler): boolean {
  return hasCondition(status?.conditions, 'AbleToScale')
}

function allowsEviction({ status }: IPodDisruptionBudget): boolean {
  return (status?.disruptionsAllowed ?? 0) > 0
}

function hasEndpoint(slices: readonly IEndpointSlice[]): (service: IService) => boolean {
  return ({ metadata, spec }) =>
    spec?.type === 'ExternalName' ||
    slices
      .filter((slice) => slice.metadata?.labels?.['kubernetes.io/service-name'] === metadata?.name)
      .some(
        ({ endpoints, ports }) =>
          ports?.length === spec?.ports?.length && endpoints?.some(isReachable),
      )
}

function isReachable({ conditions }: IEndpointSlice['endpoints'][number]): boolean {
  return conditions?.ready === true
}

type Conditions = readonly { readonly type: string; readonly status: string }[] | undefined

function hasCondition(conditions: Conditions, type: string): boolean {
  return conditions?.some((one) => one.type === type && one.status === 'True') ?? false
}
