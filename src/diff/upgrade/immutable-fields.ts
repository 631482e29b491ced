/**
 * What the API server never lets change, from the ValidateUpdate functions in pkg/apis (and
 * apiextensions-apiserver) of Kubernetes 1.36. All functions take objects as they are stored.
 */
import { isDeepStrictEqual } from 'node:util'
import { parseQuantity } from '../../kubernetes/pod/quantity.ts'
import { at, type Fields, fields, items } from '../../verify/fields.ts'

/** A field that cannot change once the object is there. */
export interface ImmutableField {
  /** Dotted path, as the API server names it. */
  readonly field: string
  /** The part of it that must stay. Default: all of it. */
  readonly part?: (object: unknown, before: unknown) => unknown
  /** Whether this change is one of those that are allowed. */
  readonly allows?: (before: unknown, after: unknown) => boolean
  /** When the change may be good all the same: then it is a warning. */
  readonly unless?: (before: unknown, after: unknown) => string | undefined
}

const field = (path: string, more: Omit<ImmutableField, 'field'> = {}): ImmutableField => ({
  field: path,
  ...more,
})
const selector = [field('spec.selector')]
const without = (map: unknown, ...keys: readonly string[]): Fields =>
  Object.fromEntries(Object.entries(fields(map)).filter(([key]) => !keys.includes(key)))

const frozen = ['immutable', 'data', 'binaryData'].map((path) =>
  field(path, { allows: (before) => at(before, 'immutable') !== true }),
)

/** Fields of a volume that are not its source. */
const ofVolume = [
  'accessModes',
  'capacity',
  'claimRef',
  'mountOptions',
  'nodeAffinity',
  'persistentVolumeReclaimPolicy',
  'storageClassName',
  'volumeAttributesClassName',
  'volumeMode',
]

const volume: readonly ImmutableField[] = [
  field('spec.persistentvolumesource', {
    part: (object, before) => {
      const source = without(at(object, 'spec'), ...ofVolume)
      const hadReference = at(before, 'spec', 'csi', 'controllerExpandSecretRef') !== undefined
      const csi = without(source['csi'], 'controllerExpandSecretRef')
      return hadReference || source['csi'] === undefined ? source : { ...source, csi }
    },
  }),
  field('spec.volumeMode'),
  field('spec.nodeAffinity', {
    allows: (before) => at(before, 'spec', 'nodeAffinity') === undefined,
  }),
]

const storage = (object: unknown): number =>
  parseQuantity(at(object, 'spec', 'resources', 'requests', 'storage')) ?? 0

const claim: readonly ImmutableField[] = [
  field('spec.resources.requests.storage', {
    unless: (before, after) =>
      storage(after) > storage(before) ? 'its StorageClass allows expansion' : undefined,
  }),
  field('spec.storageClassName', {
    unless: (before) =>
      at(before, 'spec', 'storageClassName') === undefined
        ? 'it names the default class of the cluster, which the claim has already'
        : undefined,
  }),
  field('spec.volumeName', {
    unless: (before) =>
      at(before, 'spec', 'volumeName') === undefined
        ? 'it names the volume that the claim is bound to'
        : undefined,
  }),
  field('spec', {
    part: (object) => {
      const spec = fields(at(object, 'spec'))
      const requests = without(at(spec, 'resources', 'requests'), 'storage')
      const others = ['resources', 'storageClassName', 'volumeName', 'volumeAttributesClassName']
      return [without(spec, ...others), at(spec, 'resources', 'limits'), requests]
    },
  }),
]

const withoutImages = (containers: unknown): unknown =>
  items(containers).map((one) => without(one, 'image'))

const pod: readonly ImmutableField[] = [
  field('spec', {
    part: (object) => {
      const spec = fields(at(object, 'spec'))
      const free = ['containers', 'initContainers', 'tolerations', 'activeDeadlineSeconds']
      return [
        without(spec, ...free),
        withoutImages(spec['containers']),
        withoutImages(spec['initContainers']),
      ]
    },
  }),
  field('spec.tolerations', {
    allows: (before, after) => {
      const [old, next] = [before, after].map((one) => items(at(one, 'spec', 'tolerations')))
      return (old ?? []).every((one) => next?.some((other) => isDeepStrictEqual(one, other)))
    },
  }),
  field('spec.activeDeadlineSeconds', {
    allows: (before, after) => {
      const [old, next] = [before, after].map((one) => at(one, 'spec', 'activeDeadlineSeconds'))
      return next !== undefined && (old === undefined || Number(next) <= Number(old))
    },
  }),
]

const job: readonly ImmutableField[] = [
  ...selector,
  field('spec.template', {
    unless: (before) =>
      at(before, 'spec', 'ttlSecondsAfterFinished') === undefined
        ? undefined
        : 'the Job has finished and gone by then (ttlSecondsAfterFinished)',
    part: (object, before) => {
      const template = at(object, 'spec', 'template')
      return at(before, 'spec', 'suspend') === true ? withoutScheduling(template) : template
    },
  }),
  field('spec.completions', {
    allows: (_, after) =>
      at(after, 'spec', 'completionMode') === 'Indexed' &&
      at(after, 'spec', 'completions') === at(after, 'spec', 'parallelism'),
  }),
  field('spec.completionMode'),
  field('spec.podFailurePolicy'),
  field('spec.backoffLimitPerIndex'),
  field('spec.managedBy'),
  field('spec.successPolicy'),
]

/** A suspended Job lets all change that says where its pods run and what they need. */
function withoutScheduling(template: unknown): unknown {
  const spec = fields(at(template, 'spec'))
  const affinity = without(spec['affinity'], 'nodeAffinity')
  const withoutResources = (key: string): unknown =>
    items(spec[key]).map((one) => without(one, 'resources'))
  return [
    without(
      spec,
      'affinity',
      'nodeSelector',
      'tolerations',
      'schedulingGates',
      'containers',
      'initContainers',
    ),
    affinity,
    withoutResources('containers'),
    withoutResources('initContainers'),
  ]
}

const isExternalName = (object: unknown): boolean => at(object, 'spec', 'type') === 'ExternalName'
const balances = (object: unknown): boolean => at(object, 'spec', 'type') === 'LoadBalancer'
const first = (path: string): ImmutableField => ({
  field: `spec.${path}[0]`,
  part: (object) => {
    const [one] = [at(object, 'spec', path) ?? []].flat()
    return one
  },
  allows: (before, after) =>
    isExternalName(before) ||
    isExternalName(after) ||
    at(before, 'spec', path) === undefined ||
    at(after, 'spec', path) === undefined,
})

const service: readonly ImmutableField[] = [
  field('spec.clusterIP', {
    // What is no longer said stays as it is.
    allows: (before, after) =>
      isExternalName(before) ||
      isExternalName(after) ||
      at(after, 'spec', 'clusterIP') === undefined,
  }),
  first('clusterIPs'),
  first('ipFamilies'),
  field('spec.loadBalancerClass', {
    allows: (before, after) => !balances(before) || !balances(after),
  }),
  field('spec.healthCheckNodePort', {
    allows: (before, after) => {
      const isLocal = (one: unknown): boolean =>
        balances(one) && at(one, 'spec', 'externalTrafficPolicy') === 'Local'
      return (
        !isLocal(before) ||
        !isLocal(after) ||
        at(after, 'spec', 'healthCheckNodePort') === undefined
      )
    },
  }),
]

const sorted = (list: unknown): readonly unknown[] => [list ?? []].flat().toSorted()
const storageVersions = (object: unknown): readonly unknown[] =>
  items(at(object, 'spec', 'versions')).flatMap(({ name, storage: is }) => (is ? [name] : []))

const definition: readonly ImmutableField[] = [
  ...['group', 'scope', 'names.kind', 'names.plural'].map((path) => field(`spec.${path}`)),
  field('spec.versions', {
    part: storageVersions,
    // Objects are stored in it until somebody migrates them.
    allows: (before, after) => {
      const names = items(at(after, 'spec', 'versions')).map(({ name }) => name)
      return storageVersions(before).every((name) => names.includes(name))
    },
  }),
]

/** The fields by kind, with the group of the API before it where it has one. */
export const immutableFields: Readonly<Record<string, readonly ImmutableField[]>> = {
  ConfigMap: frozen,
  PersistentVolume: volume,
  PersistentVolumeClaim: claim,
  Pod: pod,
  ResourceQuota: [field('spec.scopes', { part: (object) => sorted(at(object, 'spec', 'scopes')) })],
  Secret: [field('type'), ...frozen],
  Service: service,
  'apiextensions.k8s.io/CustomResourceDefinition': definition,
  'apps/ControllerRevision': [field('data')],
  'apps/DaemonSet': selector,
  'apps/Deployment': selector,
  'apps/ReplicaSet': selector,
  'apps/StatefulSet': [
    ...selector,
    field('spec.serviceName'),
    field('spec.podManagementPolicy'),
    field('spec.volumeClaimTemplates'),
  ],
  'batch/Job': job,
  'certificates.k8s.io/ClusterTrustBundle': [field('spec.signerName')],
  'certificates.k8s.io/PodCertificateRequest': [field('spec')],
  'coordination.k8s.io/LeaseCandidate': [field('spec.leaseName')],
  'discovery.k8s.io/EndpointSlice': [field('addressType')],
  'networking.k8s.io/IPAddress': [field('spec.parentRef')],
  'networking.k8s.io/IngressClass': [field('spec.controller')],
  'networking.k8s.io/ServiceCIDR': [
    field('spec.cidrs', {
      allows: (before, after) => {
        const [old = [], next = []] = [before, after].map((one) =>
          [at(one, 'spec', 'cidrs')].flat(),
        )
        return old.length === 1 && next.length === 2 && old[0] === next[0]
      },
    }),
  ],
  'node.k8s.io/RuntimeClass': [field('handler')],
  'rbac.authorization.k8s.io/ClusterRoleBinding': [field('roleRef')],
  'rbac.authorization.k8s.io/RoleBinding': [field('roleRef')],
  'resource.k8s.io/ResourceClaim': [field('spec')],
  'resource.k8s.io/ResourceClaimTemplate': [field('spec')],
  'resource.k8s.io/ResourceSlice': [
    field('spec.pool.name'),
    field('spec.driver'),
    field('spec.nodeName'),
  ],
  'scheduling.k8s.io/PriorityClass': [field('value'), field('preemptionPolicy')],
  'storage.k8s.io/CSIDriver': [field('spec.attachRequired'), field('spec.volumeLifecycleModes')],
  'storage.k8s.io/CSIStorageCapacity': [field('nodeTopology'), field('storageClassName')],
  'storage.k8s.io/StorageClass': [
    'provisioner',
    'parameters',
    'reclaimPolicy',
    'volumeBindingMode',
  ].map((path) => field(path)),
  'storage.k8s.io/VolumeAttachment': [field('spec')],
  'storage.k8s.io/VolumeAttributesClass': [field('driverName'), field('parameters')],
  'storagemigration.k8s.io/StorageVersionMigration': [field('spec')],
}

/** Whether a field changed in a way that is refused. */
export function isRefused(rule: ImmutableField, before: unknown, after: unknown): boolean {
  const part = rule.part ?? ((object) => at(object, ...rule.field.split('.')))
  if (isDeepStrictEqual(part(before, before), part(after, before))) return false
  return !(rule.allows?.(before, after) ?? false)
}
