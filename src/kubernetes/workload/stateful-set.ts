import type { IStatefulSet } from 'kubernetes-models/apps/v1/StatefulSet'
import type { IStatefulSetPersistentVolumeClaimRetentionPolicy } from 'kubernetes-models/apps/v1/StatefulSetPersistentVolumeClaimRetentionPolicy'
import type { IPersistentVolumeClaim } from 'kubernetes-models/v1/PersistentVolumeClaim'
import type { IPodTemplateSpec } from 'kubernetes-models/v1/PodTemplateSpec'
import { scope } from '../../template/node/scope.ts'
import type { Expr, Templated } from '../../template/node/templated.ts'
import type { ClaimTemplateValues } from '../../values/types/definitions.ts'
import type { Naming } from '../naming.ts'
import { headlessName } from '../network/services.ts'
import { storageClassName } from './volume-claim.ts'

const { value, when } = scope<{ readonly persistence: ClaimTemplateValues }>()

/** What differs from StatefulSet to StatefulSet. */
export interface StatefulSetOptions {
  readonly names: Naming
  readonly replicas: Expr<number> | number
  readonly template: Templated<IPodTemplateSpec>
  /** A claim of its own for each pod, mounted as the volume `data`. Default: none. */
  readonly claims?: boolean
}

/** A StatefulSet behind its headless Service; its pods start all at once. */
export function statefulSet({
  names,
  replicas,
  template,
  claims,
}: StatefulSetOptions): Templated<IStatefulSet> {
  return {
    apiVersion: 'apps/v1',
    kind: 'StatefulSet',
    metadata: { name: names.fullname, labels: names.labels },
    spec: {
      serviceName: headlessName(names),
      replicas,
      podManagementPolicy: 'Parallel',
      updateStrategy: { type: 'RollingUpdate' },
      selector: { matchLabels: names.selectorLabels },
      template,
      ...(claims
        ? {
            persistentVolumeClaimRetentionPolicy: retention,
            volumeClaimTemplates: [claimTemplate(names)],
          }
        : {}),
    },
  }
}

const retention: Templated<IStatefulSetPersistentVolumeClaimRetentionPolicy> = {
  whenDeleted: when('persistence.retain', 'Retain', 'Delete'),
  whenScaled: 'Retain',
}

/** The template bears no label that a new version of the chart could change: it is immutable. */
function claimTemplate(names: Naming): Templated<IPersistentVolumeClaim> {
  return {
    apiVersion: 'v1',
    kind: 'PersistentVolumeClaim',
    metadata: { name: 'data', labels: names.selectorLabels },
    spec: {
      accessModes: [value('persistence.accessMode')],
      storageClassName: storageClassName(value('persistence.storageClass')),
      resources: { requests: { storage: value('persistence.size') } },
    },
  }
}
