import type { IPersistentVolumeClaim } from 'kubernetes-models/v1/PersistentVolumeClaim'
import type { IVolume } from 'kubernetes-models/v1/Volume'
import { defaultTo, text } from '../../template/node/expression.ts'
import { scope } from '../../template/node/scope.ts'
import { mapping, optional } from '../../template/node/structure.ts'
import type { Conditional, Expr, Templated } from '../../template/node/templated.ts'
import type { PersistenceValues } from '../../values/types/definitions.ts'
import type { Naming } from '../naming.ts'
import type { WorkloadValues } from './workload-values.ts'

const { value, when, unless } = scope<
  Pick<WorkloadValues, 'global'> & { readonly persistence: PersistenceValues }
>()

/**
 * The claim of a store with a single pod. It is an object of its own and no claim template, because
 * a template can never change, while a claim may grow and profiles may use claims of different size.
 */
export function volumeClaim(names: Naming): unknown {
  const document: Templated<IPersistentVolumeClaim> = {
    apiVersion: 'v1',
    kind: 'PersistentVolumeClaim',
    metadata: {
      name: claimName(names),
      labels: names.labels,
      annotations: mapping(
        when('persistence.retain', { 'helm.sh/resource-policy': 'keep' }),
        value('persistence.annotations'),
      ),
    },
    spec: {
      accessModes: [value('persistence.accessMode')],
      storageClassName: storageClassName(value('persistence.storageClass')),
      resources: { requests: { storage: value('persistence.size') } },
    },
  }
  return when('persistence.enabled', document)
}

/** The pod's volume: the claim, or an emptyDir of the same size while persistence is off. */
export function dataVolume(names: Naming): Templated<IVolume> {
  return {
    name: 'data',
    persistentVolumeClaim: when('persistence.enabled', { claimName: claimName(names) }),
    emptyDir: unless('persistence.enabled', { sizeLimit: value('persistence.size') }),
  }
}

function claimName(names: Naming): Expr<string> {
  return text`${names.fullname}-${value('persistence.claim')}`
}

/** The class that is asked for, or the one of all volumes; left out for the cluster's default. */
export function storageClassName(own: Expr<string>): Conditional<Expr<string>> {
  return optional(defaultTo(own, value('global.storageClass')))
}
