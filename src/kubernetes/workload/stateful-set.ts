import type { IStatefulSet } from 'kubernetes-models/apps/v1/StatefulSet'
import type { IStatefulSetSpec } from 'kubernetes-models/apps/v1/StatefulSetSpec'
import type { IPersistentVolumeClaim } from 'kubernetes-models/v1/PersistentVolumeClaim'
import type { IPodTemplateSpec } from 'kubernetes-models/v1/PodTemplateSpec'
import { at } from '../../template/node/expression.ts'
import { scope } from '../../template/node/scope.ts'
import { when } from '../../template/node/structure.ts'
import type { Expr, Templated, TemplatedFields } from '../../template/node/templated.ts'
import type { ClaimTemplateValues } from '../../values/types/definitions.ts'
import type { Naming } from '../naming.ts'
import { headlessName } from '../network/services.ts'
import { storageClassName } from './volume-claim.ts'

const { value } = scope<{ readonly persistence: ClaimTemplateValues }>()

/** What differs from StatefulSet to StatefulSet. */
export interface StatefulSetOptions {
  readonly names: Naming
  readonly replicas: Expr<number> | number
  readonly template: Templated<IPodTemplateSpec>
  /** Whether they start all at once, or each once the one before is ready. Default: `Parallel`. */
  readonly order?: 'OrderedReady' | 'Parallel'
  /**
   * Claims of its own for each pod, mounted as volumes of their names; `true` is one called `data`, of
   * the values `persistence`. They stay, unless those say otherwise. Default: none.
   */
  readonly claims?: boolean | readonly ClaimTemplate[]
  /** Whether they stay when the StatefulSet goes. Default: what `persistence.retain` says, for `true`; they do, for others. */
  readonly retain?: Expr<boolean>
}

/** A claim that each pod has of its own, and its values. */
export interface ClaimTemplate {
  readonly name: string
  readonly values: Expr<Pick<ClaimTemplateValues, 'accessMode' | 'size' | 'storageClass'>>
}

/** A StatefulSet behind its headless Service. */
export function statefulSet({
  names,
  replicas,
  template,
  order = 'Parallel',
  claims = false,
  retain,
}: StatefulSetOptions): Templated<IStatefulSet> {
  return {
    apiVersion: 'apps/v1',
    kind: 'StatefulSet',
    metadata: { name: names.fullname, labels: names.labels },
    spec: {
      serviceName: headlessName(names),
      replicas,
      podManagementPolicy: order,
      updateStrategy: { type: 'RollingUpdate' },
      selector: { matchLabels: names.selectorLabels },
      template,
      ...claimFields(names, claims, retain),
    },
  }
}

function claimFields(
  names: Naming,
  claims: StatefulSetOptions['claims'],
  retain: StatefulSetOptions['retain'],
): Partial<
  Pick<
    TemplatedFields<IStatefulSetSpec>,
    'persistentVolumeClaimRetentionPolicy' | 'volumeClaimTemplates'
  >
> {
  const ofStore = claims === true
  const all = ofStore ? [{ name: 'data', values: value('persistence') }] : claims || []
  if (all.length === 0) return {}
  const isKept = retain ?? (ofStore ? value('persistence.retain') : undefined)
  return {
    persistentVolumeClaimRetentionPolicy: {
      whenDeleted: isKept ? when(isKept, 'Retain', 'Delete') : 'Retain',
      whenScaled: 'Retain',
    },
    volumeClaimTemplates: all.map((one) => claimTemplate(names, one)),
  }
}

/** The template bears no label that a new version of the chart could change: it is immutable. */
function claimTemplate(
  names: Naming,
  { name, values }: ClaimTemplate,
): Templated<IPersistentVolumeClaim> {
  return {
    apiVersion: 'v1',
    kind: 'PersistentVolumeClaim',
    metadata: { name, labels: names.selectorLabels },
    spec: {
      accessModes: [at(values, 'accessMode')],
      storageClassName: storageClassName(at(values, 'storageClass')),
      resources: { requests: { storage: at(values, 'size') } },
    },
  }
}
