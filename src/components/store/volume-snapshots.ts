import type { ITypedLocalObjectReference } from 'kubernetes-models/v1/TypedLocalObjectReference'
import type { Naming } from '../../kubernetes/naming.ts'
import { volumeClaim } from '../../kubernetes/workload/volume-claim.ts'
import type { ComponentTemplates } from '../../platform/component.ts'
import type { Schema } from '../../schema/schema.ts'
import { and, fail, not, text } from '../../template/node/expression.ts'
import { scope } from '../../template/node/scope.ts'
import { optional, when } from '../../template/node/structure.ts'
import type { Conditional, Expr, Templated } from '../../template/node/templated.ts'
import type { PersistenceValues, VolumeSnapshotsValues } from '../../values/types/definitions.ts'

const { value, each } = scope<{
  readonly persistence: PersistenceValues
  readonly volumeSnapshots: VolumeSnapshotsValues
}>()

/** What a person may say of a store with a claim of its own. */
export interface VolumeSnapshotOptions {
  /**
   * Snapshots of its volume by the CSI driver of the cluster, as the values name them, and claims that are made
   * from one; the cluster then has to know VolumeSnapshots (`snapshot.storage.k8s.io/v1`). Default: false.
   */
  readonly volumeSnapshots?: boolean
}

/** What may be said of it. */
export const volumeSnapshotOption: Schema = { type: 'boolean' }

/** The feature of the schema, as `x-when` names it. */
export function volumeSnapshotFeatures({
  volumeSnapshots,
}: VolumeSnapshotOptions): readonly string[] {
  return volumeSnapshots ? ['volumeSnapshots'] : []
}

/** The claim of a store, its snapshots and what is refused of them. */
export function claimTemplates(
  store: string,
  names: Naming,
  { volumeSnapshots = false }: VolumeSnapshotOptions,
): Pick<ComponentTemplates, 'files'> & { readonly checks: readonly unknown[] } {
  if (!volumeSnapshots) return { files: { 'pvc.yaml': [volumeClaim(names)] }, checks: [] }
  return {
    files: {
      'pvc.yaml': [volumeClaim(names, undefined, dataSource)],
      'volume-snapshots.yaml': [snapshots(names)],
    },
    checks: [
      when(
        and(not(value('persistence.enabled')), value('volumeSnapshots.take')),
        fail(`${store}.volumeSnapshots.take needs ${store}.persistence.enabled=true`),
      ),
    ],
  }
}

/** They name their claims, since they stay as they are when the pod goes to another one, and when their own names go. */
function snapshots(names: Naming): unknown {
  return each('volumeSnapshots.take', (claim: Expr<string>, name) => ({
    apiVersion: 'snapshot.storage.k8s.io/v1',
    kind: 'VolumeSnapshot',
    metadata: {
      name: text`${names.fullname}-${name}`,
      labels: names.labels,
      annotations: { 'helm.sh/resource-policy': 'keep' },
    },
    spec: {
      volumeSnapshotClassName: optional(value('volumeSnapshots.class')),
      source: { persistentVolumeClaimName: text`${names.fullname}-${claim}` },
    },
  }))
}

const dataSource: Conditional<Templated<ITypedLocalObjectReference>> = when(
  value('persistence.dataSource'),
  {
    apiGroup: 'snapshot.storage.k8s.io',
    kind: 'VolumeSnapshot',
    name: value('persistence.dataSource'),
  },
)
