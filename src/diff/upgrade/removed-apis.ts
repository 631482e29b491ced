import type { Problem } from '../../errors/chart-error.ts'
import { at, text } from '../../verify/fields.ts'
import { byIdentity } from '../object-changes.ts'
import { groupedByKind, titleOfAll } from '../release-objects.ts'

const workloads = ['DaemonSet', 'Deployment', 'ReplicaSet', 'StatefulSet']
const webhooks = ['MutatingWebhookConfiguration', 'ValidatingWebhookConfiguration']
const roles = ['ClusterRole', 'ClusterRoleBinding', 'Role', 'RoleBinding']
const flows = ['FlowSchema', 'PriorityLevelConfiguration']

/** APIs, the kinds that they had, and the minor version of Kubernetes 1 that first was without them. */
const removed: readonly (readonly [api: string, kinds: readonly string[], minor: number])[] = [
  ['extensions/v1beta1', [...workloads, 'NetworkPolicy', 'PodSecurityPolicy'], 16],
  ['extensions/v1beta1', ['Ingress'], 22],
  ['apps/v1beta1', workloads, 16],
  ['apps/v1beta2', workloads, 16],
  ['admissionregistration.k8s.io/v1beta1', webhooks, 22],
  ['apiextensions.k8s.io/v1beta1', ['CustomResourceDefinition'], 22],
  ['apiregistration.k8s.io/v1beta1', ['APIService'], 22],
  ['certificates.k8s.io/v1beta1', ['CertificateSigningRequest'], 22],
  ['coordination.k8s.io/v1beta1', ['Lease'], 22],
  ['networking.k8s.io/v1beta1', ['Ingress', 'IngressClass'], 22],
  ['rbac.authorization.k8s.io/v1beta1', roles, 22],
  ['scheduling.k8s.io/v1beta1', ['PriorityClass'], 22],
  ['storage.k8s.io/v1beta1', ['CSIDriver', 'CSINode', 'StorageClass', 'VolumeAttachment'], 22],
  ['batch/v1beta1', ['CronJob'], 25],
  ['discovery.k8s.io/v1beta1', ['EndpointSlice'], 25],
  ['events.k8s.io/v1beta1', ['Event'], 25],
  ['autoscaling/v2beta1', ['HorizontalPodAutoscaler'], 25],
  ['policy/v1beta1', ['PodDisruptionBudget', 'PodSecurityPolicy'], 25],
  ['node.k8s.io/v1beta1', ['RuntimeClass'], 25],
  ['autoscaling/v2beta2', ['HorizontalPodAutoscaler'], 26],
  ['flowcontrol.apiserver.k8s.io/v1beta1', flows, 26],
  ['storage.k8s.io/v1beta1', ['CSIStorageCapacity'], 27],
  ['flowcontrol.apiserver.k8s.io/v1beta2', flows, 29],
  ['flowcontrol.apiserver.k8s.io/v1beta3', flows, 32],
]

/**
 * Objects of APIs that newer Kubernetes has no longer. Helm asks the API server for what the release
 * has, too: an upgrade that leaves such an API behind fails where the cluster was upgraded first.
 */
export function removedApis(from: readonly unknown[], to: readonly unknown[]): readonly Problem[] {
  const [old, next] = [byIdentity(from), byIdentity(to)]
  const api = (object: unknown): unknown => at(object, 'apiVersion')
  const used = [...next]
    .filter(([key, one]) => api(old.get(key)) !== api(one))
    .map(([, one]) => one)
  const left = [...old]
    .filter(([key, one]) => api(next.get(key)) !== api(one))
    .map(([, one]) => one)
  return [
    ...removals(used).map(({ objects, name, minor }) => ({
      code: 'api-removed',
      path: titleOfAll(objects),
      message: `Kubernetes 1.${minor} and later do not have ${name}, so the upgrade fails there`,
      hint: 'write the version of the API that your cluster has: kubectl api-versions',
    })),
    ...removals(left).map(({ objects, name, minor }) => ({
      code: 'api-left',
      path: titleOfAll(objects),
      message: `the release has ${name}, and once the cluster runs Kubernetes 1.${minor}, which does not, no upgrade of it works`,
      hint: 'upgrade the release before the cluster, or run helm mapkubeapis',
      severity: 'warning' as const,
    })),
  ]
}

interface Removal {
  readonly objects: readonly unknown[]
  readonly name: string
  readonly minor: number
}

function removals(objects: readonly unknown[]): readonly Removal[] {
  return groupedByKind(objects).flatMap((some) =>
    [...new Set(some.map((one) => text(at(one, 'apiVersion')) ?? ''))].flatMap((api) => {
      const kind = text(at(some[0], 'kind')) ?? ''
      const [, , minor] =
        removed.find(([name, kinds]) => name === api && kinds.includes(kind)) ?? []
      const same = some.filter((one) => at(one, 'apiVersion') === api)
      return minor === undefined ? [] : [{ objects: same, name: `${kind} in ${api}`, minor }]
    }),
  )
}
