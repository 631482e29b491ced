import type { IVolume } from 'kubernetes-models/v1/Volume'
import {
  dataVolume,
  type StoredData,
  volumeClaim,
} from '../../../kubernetes/workload/volume-claim.ts'
import type { Naming } from '../../../kubernetes/naming.ts'
import type { DeepPartial } from '../../../schema/deep-partial.ts'
import { and, eq, fail } from '../../../template/node/expression.ts'
import { scope } from '../../../template/node/scope.ts'
import { when } from '../../../template/node/structure.ts'
import type { Templated } from '../../../template/node/templated.ts'
import type { ServiceModel, WorkloadModel } from '../model.ts'
import type { ServiceValues } from '../values.ts'

const { value } = scope<ServiceValues>()

type Storing = Pick<WorkloadModel, 'storage'>

/** The volumes that outlive the pods, with their values. */
export const stored = ({ storage }: Storing): readonly StoredData[] =>
  storage.map(({ name }) => ({ name, values: value(`storage.${name}`) }))

/** The claims of a workload with a single pod. */
export function storageClaims(model: Storing, names: Naming): readonly unknown[] {
  return stored(model).map((one) => volumeClaim(names, one))
}

/** Its volumes behind them. */
export function storageVolumes(model: Storing, names: Naming): readonly Templated<IVolume>[] {
  return stored(model).map((one) => dataVolume(names, one))
}

/** What the model sets of their values. */
export function storageValues({
  storage,
  statefulSet,
}: ServiceModel): DeepPartial<Pick<ServiceValues, 'storage'>> {
  if (storage.length === 0) return {}
  const named = (name: string) => (statefulSet ? {} : { claim: name })
  return {
    storage: Object.fromEntries(storage.map(({ name, size }) => [name, { size, ...named(name) }])),
  }
}

/** Refuses two volumes behind one claim. */
export function storageChecks({ storage }: Storing, component: string): readonly unknown[] {
  const path = ({ name }: { readonly name: string }) => `storage.${name}` as const
  return storage.flatMap((one, index) =>
    storage.slice(0, index).map((other) => {
      const [a, b] = [path(other), path(one)]
      const bothThere = [value(`${a}.enabled`), value(`${b}.enabled`)]
      return when(
        and(...bothThere, eq(value(`${a}.claim`), value(`${b}.claim`))),
        fail(
          `${component}.${a}.claim and ${component}.${b}.claim are the same claim: give one of them another`,
        ),
      )
    }),
  )
}
