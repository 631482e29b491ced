import { and, text } from '../../template/node/expression.ts'
import { scope } from '../../template/node/scope.ts'
import { when } from '../../template/node/structure.ts'
import type { Naming } from '../../kubernetes/naming.ts'
import { policy, tcp } from '../../kubernetes/network/network-policy.ts'
import { jobLabels } from '../../kubernetes/workload/hashed-job.ts'
import type { ComponentContext } from '../../platform/component.ts'
import type { BackupValues, RestoreValues } from '../../values/types/definitions.ts'
import { redisPort } from './contract.ts'

const { value } = scope<{ readonly backup: BackupValues; readonly restore: RestoreValues }>()

/** The way of the server to the pod of a restore, from which it takes the data, and back: while there is one. */
export function restorePolicies({ name }: ComponentContext, names: Naming): readonly unknown[] {
  const server = { matchLabels: names.selectorLabels }
  const restore = { matchLabels: jobLabels(name, 'restore') }
  const ports = [tcp(redisPort)]
  const all = [
    policy(text`${names.fullname}-restore`, names, {
      podSelector: restore,
      policyTypes: ['Ingress'],
      ingress: [{ from: [{ podSelector: server }], ports }],
    }),
    policy(text`${names.fullname}-restore-egress`, names, {
      podSelector: server,
      policyTypes: ['Egress'],
      egress: [{ to: [{ podSelector: restore }], ports }],
    }),
  ]
  return all.map((one) => when(and(value('backup.enabled'), value('restore.from')), one))
}
