import type { Problem } from '../errors/chart-error.ts'
import { at, fields } from '../verify/fields.ts'
import { titleOf } from '../verify/manifest.ts'
import { parseQuantity } from '../kubernetes/quantity.ts'
import type { YamlPath } from '../yaml/yaml-path.ts'
import type { Difference } from './differences.ts'
import { byIdentity, identityKey, type ObjectChange } from './object-changes.ts'

/** The fields that the API server never lets change, by kind; of a claim, but that it may grow. */
export const immutableFields: Readonly<Record<string, readonly string[]>> = {
  ClusterRoleBinding: ['roleRef'],
  DaemonSet: ['spec.selector'],
  Deployment: ['spec.selector'],
  Job: ['spec.selector', 'spec.template', 'spec.completions', 'spec.completionMode'],
  PersistentVolumeClaim: ['spec'],
  PriorityClass: ['value', 'preemptionPolicy'],
  ReplicaSet: ['spec.selector'],
  RoleBinding: ['roleRef'],
  Secret: ['type'],
  Service: ['spec.clusterIP'],
  StatefulSet: [
    'spec.selector',
    'spec.serviceName',
    'spec.podManagementPolicy',
    'spec.volumeClaimTemplates',
  ],
  StorageClass: ['provisioner', 'parameters', 'reclaimPolicy', 'volumeBindingMode'],
}

/** The changes of a release's objects that an upgrade fails with, or loses data by. */
export function refusedChanges(
  changes: readonly ObjectChange[],
  before: readonly unknown[],
): readonly Problem[] {
  const objects = byIdentity(before)
  return changes.flatMap((change) => refusals(change, objects.get(identityKey(change))))
}

function refusals(change: ObjectChange, before: unknown): readonly Problem[] {
  const annotations = fields(at(before, 'metadata', 'annotations'))
  if ('helm.sh/hook' in annotations) return [] // Helm makes hooks anew
  if (change.change === 'removed') {
    const isLost = change.kind === 'PersistentVolumeClaim' && annotations[policy] !== 'keep'
    return isLost ? [lostClaim(change)] : []
  }
  const frozen = at(before, 'immutable') === true ? ['data', 'binaryData', 'stringData'] : []
  return [...(immutableFields[change.kind] ?? []), ...frozen]
    .filter((field) => change.fields.some((one) => isWithin(one.path, field) && !isGrowth(one)))
    .map((field) => immutableField(change, field))
}

const policy = 'helm.sh/resource-policy'

function immutableField(object: ObjectChange, field: string): Problem {
  return {
    code: 'immutable-field',
    path: `${titleOf(object)} ${field}`,
    message: `Kubernetes refuses to change ${field} of a ${object.kind}, so the upgrade fails`,
    hint: 'keep the old value, or delete the object before the upgrade',
  }
}

function lostClaim(object: ObjectChange): Problem {
  return {
    code: 'claim-removed',
    path: titleOf(object),
    message: 'the upgrade deletes the claim, and the data with it',
    hint: 'save the data first, or annotate the claim with helm.sh/resource-policy: keep',
  }
}

function isWithin(path: YamlPath, field: string): boolean {
  return `${path.join('.')}.`.startsWith(`${field}.`)
}

function isGrowth({ path, from, to }: Difference): boolean {
  if (path.join('.') !== 'spec.resources.requests.storage') return false
  const [before = 0, after = 0] = [parseQuantity(from), parseQuantity(to)]
  return after >= before
}
