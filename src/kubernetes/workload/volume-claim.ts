import type { IPersistentVolumeClaim } from 'kubernetes-models/v1/PersistentVolumeClaim'
import type { ITypedLocalObjectReference } from 'kubernetes-models/v1/TypedLocalObjectReference'
import type { IVolume } from 'kubernetes-models/v1/Volume'
import { at, defaultTo, not, text } from '../../template/node/expression.ts'
import { scope } from '../../template/node/scope.ts'
import { mapping, optional, when } from '../../template/node/structure.ts'
import type { Conditional, Expr, Templated } from '../../template/node/templated.ts'
import type { PersistenceValues } from '../../values/types/definitions.ts'
import type { Naming } from '../naming.ts'
import type { WorkloadValues } from './workload-values.ts'

const { value } = scope<
  Pick<WorkloadValues, 'global'> & { readonly persistence: PersistenceValues }
>()

/** A volume that outlives the pods, and its values. */
export interface StoredData {
  readonly name: string
  readonly values: Expr<PersistenceValues>
}

/** That of a store: the volume `data`, of the values `persistence`. */
const data: StoredData = { name: 'data', values: value('persistence') }

/**
 * The claim of a workload with a single pod. It is an object of its own and no claim template, because
 * a template can never change, while a claim may grow and profiles may use claims of different size.
 * Its data come from `dataSource`, where there is one.
 */
export function volumeClaim(
  names: Naming,
  { values }: StoredData = data,
  dataSource?: Conditional<Templated<ITypedLocalObjectReference>>,
): unknown {
  const document: Templated<IPersistentVolumeClaim> = {
    apiVersion: 'v1',
    kind: 'PersistentVolumeClaim',
    metadata: {
      name: claimName(names, values),
      labels: names.labels,
      annotations: mapping(
        when(at(values, 'retain'), { 'helm.sh/resource-policy': 'keep' }),
        at(values, 'annotations'),
      ),
    },
    spec: {
      accessModes: [at(values, 'accessMode')],
      storageClassName: storageClassName(at(values, 'storageClass')),
      ...(dataSource ? { dataSource } : {}),
      resources: { requests: { storage: at(values, 'size') } },
    },
  }
  return when(at(values, 'enabled'), document)
}

/** The pod's volume: the claim, or an emptyDir of the same size while persistence is off. */
export function dataVolume(names: Naming, { name, values }: StoredData = data): Templated<IVolume> {
  const isKept = at(values, 'enabled')
  return {
    name,
    persistentVolumeClaim: when(isKept, { claimName: claimName(names, values) }),
    emptyDir: when(not(isKept), { sizeLimit: at(values, 'size') }),
  }
}

function claimName(names: Naming, values: StoredData['values']): Expr<string> {
  return text`${names.fullname}-${at(values, 'claim')}`
}

/** The class that is asked for, or the one of all volumes; left out for the cluster's default. */
export function storageClassName(own: Expr<string>): Conditional<Expr<string>> {
  return optional(defaultTo(own, value('global.storageClass')))
}
