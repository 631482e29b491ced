import type { IServiceAccount } from 'kubernetes-models/v1/ServiceAccount'
import { scope } from '../../template/node/scope.ts'
import type { Templated } from '../../template/node/templated.ts'
import type { Naming } from '../naming.ts'
import type { WorkloadValues } from '../workload/workload-values.ts'

const { value } = scope<WorkloadValues>()

/** The account that the pods of a component run under. Only pods that rules give rights to mount its token. */
export function serviceAccount(names: Naming): Templated<IServiceAccount> {
  return {
    apiVersion: 'v1',
    kind: 'ServiceAccount',
    metadata: {
      name: names.fullname,
      labels: names.labels,
      annotations: value('serviceAccount.annotations'),
    },
    automountServiceAccountToken: false,
  }
}
