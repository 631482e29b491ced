import { memberDisruptionBudget } from '../../kubernetes/workload/member-disruption-budget.ts'
import { naming } from '../../kubernetes/naming.ts'
import type { Priority } from '../../kubernetes/pod/scheduling.ts'
import { type OwnMetricsOptions, storeTemplates } from '../store/index.ts'
import type { ComponentContext, ComponentTemplates } from '../../platform/component.ts'
import { defaultTo } from '../../template/node/expression.ts'
import { scope } from '../../template/node/scope.ts'
import type { ZooKeeperValues } from './values.ts'
import { configuration } from './configuration.ts'
import { zookeeperConnections } from './connection.ts'
import { zookeeperAccess } from './contract.ts'
import { zookeeperPolicy, zookeeperServices } from './network.ts'
import { zookeeperSet } from './stateful-set.ts'

const { value } = scope<ZooKeeperValues>()

/** The templates of a ZooKeeper ensemble's subchart. */
export function zookeeperTemplates(
  { priority, metrics = false }: OwnMetricsOptions & { readonly priority: Priority },
  context: ComponentContext,
): ComponentTemplates {
  const { name } = context
  const names = naming(context, zookeeperAccess.role)
  const password = { inline: value('auth.quorumPassword'), path: `${name}.auth.quorumPassword` }
  return storeTemplates({
    context,
    names,
    secret: { 'quorum-password': password },
    connections: zookeeperConnections(context, names),
    files: {
      'configmap.yaml': [configuration(context, names, metrics)],
      'service.yaml': zookeeperServices(names),
      'statefulset.yaml': [zookeeperSet(context, priority, names, metrics)],
      'pdb.yaml': [memberDisruptionBudget(names)],
      'networkpolicy.yaml': [zookeeperPolicy(names)],
    },
    tls: false,
    fits: [
      { setting: 'heap', size: defaultTo(value('heap'), '0'), into: 'resources.limits.memory' },
    ],
  })
}
